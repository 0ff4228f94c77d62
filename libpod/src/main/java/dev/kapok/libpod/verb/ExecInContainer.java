package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ExecRequest;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.bundle.ExecDocument;
import dev.kapok.libpod.conmon.ConmonProcess;
import dev.kapok.libpod.conmon.ConmonRequest;
import dev.kapok.libpod.conmon.ExitFile;
import dev.kapok.libpod.conmon.MonitorCgroup;
import dev.kapok.libpod.conmon.RuntimeFailure;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Digits;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.runtime.OciRuntime;
import dev.kapok.libpod.runtime.RuntimeLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a running container, with a conmon of its own.
 *
 * <p>A session is a folder in the container's bundle, since it cannot outlive the container; the
 * one who waits for it removes it, and those that nobody waited for go some minutes after their
 * end.
 */
final class ExecInContainer extends ContainerTransaction<ExecInContainer.Session> {
  /** How long a session that nobody waited for is kept after its end, in nanoseconds. */
  private static final long KEPT = 300_000_000_000L;

  private static final int FIRST_FD = 3;

  private final ExecRequest request;
  private final boolean attached;

  /**
   * Plans a session.
   *
   * @param attached whether this process will join it
   */
  ExecInContainer(EngineParts parts, ExecRequest request, boolean attached) {
    super(parts, Verb.EXEC);
    this.request = request;
    this.attached = attached;
  }

  /**
   * A session that was prepared.
   *
   * @param id its own
   * @param conmon waits for the word to go
   */
  record Session(
      String id,
      ConmonRequest conmonRequest,
      ConmonProcess conmon,
      OciRuntime runtime,
      ExecDocument document) {
    /** Tells whether conmon waits for a second word, between its pipes and the process. */
    boolean hasTwoSteps() {
      ConmonRequest.Exec exec = conmonRequest.exec();
      return exec != null && exec.attach();
    }

    /** Returns the least descriptor of conmon's that the caller did not hand on. */
    int firstOwnFd() {
      ConmonRequest.Exec exec = conmonRequest.exec();
      return FIRST_FD + (exec == null ? 0 : exec.preserveFds());
    }
  }

  /** Runs it; with options attached, to its end. */
  static RunResult exec(
      EngineParts parts, String nameOrId, ExecRequest request, @Nullable AttachOptions options) {
    Session session = new ExecInContainer(parts, request, options != null).run(nameOrId);
    boolean lives = false;
    try (ConmonProcess conmon = session.conmon()) {
      if (options == null) {
        conmon.go();
        if (session.hasTwoSteps()) {
          conmon.awaitAttachSocket();
          givePipes(parts, session);
          conmon.goAttached();
        }
        conmon.awaitPid();
        lives = true;
        return new RunResult(session.id(), 0);
      }
      int code = follow(parts, session, request, options);
      lives = code < 0;
      return new RunResult(session.id(), code);
    } catch (RuntimeFailure e) {
      throw failure(parts, session, e);
    } finally {
      if (!lives) {
        parts.disk().deleteTree(session.conmonRequest().bundle());
      }
    }
  }

  private static int follow(
      EngineParts parts, Session session, ExecRequest request, AttachOptions options) {
    ConmonProcess conmon = session.conmon();
    try (AttachSession attach =
        new AttachSession(parts.kernel(), options, request.terminal(), request.stdinOpen())) {
      conmon.go();
      conmon.awaitAttachSocket();
      attach.connect(session.conmonRequest().bundle());
      givePipes(parts, session);
      conmon.goAttached();
      attach.running(conmon.awaitPid());
      int end = attach.pump();
      return end != 0 ? end : conmon.awaitExitCode();
    }
  }

  /** Who is in another user namespace opens only pipes of his own. */
  private static void givePipes(EngineParts parts, Session session) {
    if (session.document().maps() == null || session.conmonRequest().terminal()) {
      return;
    }
    session.conmon().awaitFork();
    String pid = parts.disk().read(session.conmonRequest().conmonPidFile());
    int monitor = pid == null ? -1 : Digits.parse(pid.trim(), 9);
    if (monitor > 0) {
      session.document().givePipes(parts, monitor, session.firstOwnFd());
    }
  }

  private static RuntimeException failure(EngineParts parts, Session session, RuntimeFailure e) {
    String log = parts.disk().read(session.conmonRequest().runtimeLog());
    String error = log == null ? "" : RuntimeLog.lastError(log);
    return RuntimeLog.failure(
        session.runtime().name(), error.isEmpty() ? String.valueOf(e.getMessage()) : error);
  }

  @Override
  Session act(Container container) {
    String containerId = container.config().id();
    String sessions = parts().paths().inBundle(containerId, "exec");
    sweep(sessions);
    String id = parts().ids().hex(64);
    String folder = sessions + "/" + id;
    parts().disk().makeFolders(folder, 0700);
    OciRuntime runtime = parts().runtime(container.config().runtime());
    boolean ownIds = container.config().namespaces().user() != null;
    ConmonRequest conmonRequest = conmonRequest(container, runtime, folder, attached || ownIds);
    ConmonProcess conmon = parts().conmon().start(conmonRequest, preserved());
    boolean rootless = parts().config().storage().rootless();
    MonitorCgroup.Move move = new MonitorCgroup(parts().disk(), rootless).begin(conmon.firstPid());
    ExecDocument document;
    try {
      document = new BundleMaker(parts()).process(container, request);
      parts().disk().write(folder + "/process.json", document.json(), 0600);
      move.await();
    } catch (RuntimeException e) {
      conmon.abort();
      conmon.close();
      parts().disk().deleteTree(folder);
      throw e;
    }
    return new Session(id, conmonRequest, conmon, runtime, document);
  }

  private ConmonRequest conmonRequest(
      Container container, OciRuntime runtime, String folder, boolean twoSteps) {
    return new ConmonRequest(
        container.config().id(),
        container.config().name(),
        folder,
        folder,
        folder,
        runtime.path(),
        runtime.globalArgs(),
        folder + "/oci-log",
        parts().config().cgroupManager().equals("systemd"),
        parts().config().syslog(),
        null,
        -1,
        request.terminal(),
        request.stdinOpen(),
        parts().config().logLevel(),
        List.of(),
        new ConmonRequest.Exec(folder + "/process.json", twoSteps, request.preserveFds()));
  }

  private List<Integer> preserved() {
    List<Integer> fds = new ArrayList<>();
    for (int i = 0; i < request.preserveFds(); i++) {
      fds.add(FIRST_FD + i);
    }
    return fds;
  }

  /** Removes sessions that ended a while ago without anybody waiting for them. */
  private void sweep(String sessions) {
    List<String> ids = parts().disk().list(sessions);
    for (int i = 0; i < ids.size(); i++) {
      String folder = sessions + "/" + ids.get(i);
      ExitFile exit = ExitFile.read(parts().disk(), folder + "/exit");
      if (exit != null && exit.at() + KEPT < parts().clock().now()) {
        parts().disk().deleteTree(folder);
      }
    }
  }
}
