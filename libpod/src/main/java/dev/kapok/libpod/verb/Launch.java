package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.conmon.ConmonProcess;
import dev.kapok.libpod.conmon.ConmonRequest;
import dev.kapok.libpod.conmon.MonitorCgroup;
import dev.kapok.libpod.conmon.RuntimeFailure;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.runtime.OciRuntime;
import dev.kapok.libpod.runtime.RuntimeCall;
import dev.kapok.libpod.runtime.RuntimeLog;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a container's process to life: bundle, conmon, runtime create, attach, runtime start.
 *
 * <p>The caller has the container's lock and the client lock. What goes wrong is undone, recorded
 * as the reason, and thrown; a container that is to be removed at its end is removed then.
 */
final class Launch {
  private static final int ENGINE_ERROR = 125;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final EngineParts parts;
  private final BundleMaker bundles;
  private boolean refused;

  Launch(EngineParts parts) {
    this.parts = parts;
    this.bundles = new BundleMaker(parts);
  }

  /** Starts it; with a session, that is attached from the first byte on. */
  Container launch(Container container, @Nullable AttachSession session) {
    try {
      return attempt(container, session);
    } catch (RuntimeException e) {
      giveUp(container, e);
      throw e;
    }
  }

  private Container attempt(Container container, @Nullable AttachSession session) {
    String id = container.config().id();
    startNeeded(container);
    parts.disk().deleteFile(parts.paths().exit(id));
    OciRuntime runtime = parts.runtime(container.config().runtime());
    ConmonRequest request = request(container.config(), runtime);
    BundleMaker.ReadyBundle ready;
    int pid;
    // conmon starts, and then waits for a word, while the bundle is made.
    try (ConmonProcess conmon = parts.conmon().start(request, List.of())) {
      boolean rootless = parts.config().storage().rootless();
      MonitorCgroup.Move move = new MonitorCgroup(parts.disk(), rootless).begin(conmon.firstPid());
      ready = makeBundle(container, conmon);
      pid = create(conmon, request, runtime, move, ready);
    }
    ready.awaitNetwork(pid);
    if (session != null) {
      session.connect(request.bundle());
    }
    // Read while the process still waits to be started: one that ends at once has no start time.
    Container running = new Container(container.config(), state(container, request, pid, ready));
    RuntimeCall start = runtime.start(id);
    record(running);
    start.await();
    if (session != null) {
      session.running(running.state());
    }
    return running;
  }

  /**
   * Starts the containers that it joins and that do not run. Locks are taken from those that need
   * to those that are needed, here as everywhere.
   */
  private void startNeeded(Container container) {
    List<String> needed = container.config().dependencies();
    for (int i = 0; i < needed.size(); i++) {
      Container other = parts.containers().get(needed.get(i));
      boolean runs =
          other != null
              && other.state().pid() != 0
              && parts.kernel().pids().startTime(other.state().pid()) == other.state().pidStart();
      if (other != null && !runs) {
        new StartContainer(parts, null).run(other);
      }
    }
  }

  private BundleMaker.ReadyBundle makeBundle(Container container, ConmonProcess conmon) {
    try {
      return bundles.make(container);
    } catch (RuntimeException e) {
      conmon.abort();
      throw e;
    }
  }

  /**
   * Lets conmon run the runtime's create; returns the pid of the container's process. Where that
   * fails, nothing of the bundle is being made any more.
   */
  private int create(
      ConmonProcess conmon,
      ConmonRequest request,
      OciRuntime runtime,
      MonitorCgroup.Move move,
      BundleMaker.ReadyBundle ready) {
    boolean created = false;
    try {
      move.await();
      int pid = create(conmon, request, runtime);
      created = true;
      return pid;
    } finally {
      if (!created) {
        ready.abandon();
      }
    }
  }

  private int create(ConmonProcess conmon, ConmonRequest request, OciRuntime runtime) {
    try {
      conmon.go();
      return conmon.awaitPid();
    } catch (RuntimeFailure e) {
      refused = true;
      String log = parts.disk().read(request.runtimeLog());
      String error = log == null ? "" : RuntimeLog.lastError(log);
      String message = error.isEmpty() ? String.valueOf(e.getMessage()) : error;
      throw RuntimeLog.failure(runtime.name(), message);
    }
  }

  private ContainerState state(
      Container container, ConmonRequest request, int pid, BundleMaker.ReadyBundle ready) {
    int conmonPid = pidIn(request.conmonPidFile());
    ContainerState before = container.state();
    return new ContainerState(
        Status.RUNNING,
        pid,
        parts.kernel().pids().startTime(pid),
        conmonPid,
        conmonPid == 0 ? 0 : parts.kernel().pids().startTime(conmonPid),
        parts.boot().id(),
        parts.clock().now(),
        before.finished(),
        0,
        false,
        before.restarts(),
        false,
        ready.netns(),
        null);
  }

  private void record(Container running) {
    ContainerState state = running.state();
    try (Tx tx = parts.database().begin()) {
      parts.containers().save(tx, running.config().id(), state);
      if (!running.config().network().ports().isEmpty()) {
        parts.publishedPorts().release(tx, running.config().id());
      }
      tx.commit();
    }
    copyPidFiles(running.config().lifecycle(), state.pid(), state.conmonPid());
  }

  private int pidIn(String path) {
    String text = parts.disk().read(path);
    return text == null ? 0 : PidText.parse(text);
  }

  private void copyPidFiles(LifecycleConfig lifecycle, int pid, int conmonPid) {
    String pidFile = lifecycle.pidFile();
    if (pidFile != null) {
      parts.disk().replace(pidFile, Integer.toString(pid), 0644);
    }
    String conmonPidFile = lifecycle.conmonPidFile();
    if (conmonPidFile != null) {
      parts.disk().replace(conmonPidFile, Integer.toString(conmonPid), 0644);
    }
  }

  private ConmonRequest request(ContainerConfig config, OciRuntime runtime) {
    String id = config.id();
    String bundle = parts.paths().bundle(id);
    parts.disk().makeFolders(parts.paths().exits(), 0700);
    return new ConmonRequest(
        id,
        config.name(),
        bundle,
        parts.paths().exits(),
        bundle,
        runtime.path(),
        runtime.globalArgs(),
        bundle + "/oci-log",
        parts.config().cgroupManager().equals("systemd"),
        parts.config().syslog(),
        logPath(config),
        config.lifecycle().logSizeMax(),
        config.process().terminal(),
        config.process().stdinOpen(),
        parts.config().logLevel(),
        exitCommand(id),
        null);
  }

  private @Nullable String logPath(ContainerConfig config) {
    LifecycleConfig lifecycle = config.lifecycle();
    if (lifecycle.logDriver().equals("none")) {
      return null;
    }
    String asked = lifecycle.logPath();
    if (asked != null) {
      return asked;
    }
    parts.disk().makeFolders(parts.paths().container(config.id()), 0700);
    return parts.paths().log(config.id());
  }

  private List<String> exitCommand(String id) {
    List<String> command = new ArrayList<>();
    String launcher = parts.config().programs().launcher();
    if (!launcher.isEmpty()) {
      command.add(launcher);
      command.addAll(parts.config().programs().globals());
      command.add("container");
      command.add("cleanup");
      command.add("--stopped-only");
      command.add(id);
    }
    return command;
  }

  private void giveUp(Container container, RuntimeException reason) {
    try {
      Aftermath aftermath = new Aftermath(parts, !refused);
      String message = reason.getMessage();
      ContainerState failed =
          container.state().failed(message == null ? "unknown" : message, exitCode(reason));
      aftermath.settle(new Container(container.config(), failed));
      Aftermath.tellPod(parts, container);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static int exitCode(RuntimeException reason) {
    if (!(reason instanceof KapokException failure)) {
      return ENGINE_ERROR;
    }
    return switch (failure.kind()) {
      case COMMAND_NOT_FOUND -> NOT_FOUND;
      case COMMAND_NOT_EXECUTABLE -> NOT_EXECUTABLE;
      default -> ENGINE_ERROR;
    };
  }
}
