package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.conmon.AbandonedMonitor;
import dev.kapok.libpod.conmon.ExitFile;
import dev.kapok.libpod.conmon.MonitorProcess;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.libpod.runtime.RuntimeCall;
import dev.kapok.sys.sql.Tx;
import org.jspecify.annotations.Nullable;

/**
 * What follows a container's end: everything its start made is undone, then it is removed or put to
 * rest. The caller has its lock; each step may be repeated.
 */
final class Aftermath {
  private static final long MONITOR_PATIENCE = 10_000;
  private static final long POLL = 1;

  private final EngineParts parts;
  private final BundleMaker bundles;
  private final boolean monitored;

  Aftermath(EngineParts parts) {
    this(parts, true);
  }

  /**
   * Plans what follows.
   *
   * @param monitored whether conmon will leave an exit file; not for a container that the runtime
   *     refused to create: there conmon waits for its exit command, and that one for this process
   */
  Aftermath(EngineParts parts, boolean monitored) {
    this.parts = parts;
    this.bundles = new BundleMaker(parts);
    this.monitored = monitored;
  }

  /**
   * Undoes the start, then removes the container or puts it to rest, as it was created to be; one
   * that others need stays.
   */
  Container settle(Container container) {
    if (!removesItself(container)) {
      return rest(container);
    }
    undoStart(container).throwFirst();
    Container rested = new Container(container.config(), container.state().cleaned());
    new Removal(parts).remove(rested, true);
    return rested;
  }

  /** Lets a container's pod stop where this was its last, and that is on record by now. */
  static void tellPod(EngineParts parts, Container ended) {
    if (ended.config().namespaces().pod() != null) {
      new LastOfPod(parts).ended(ended);
    }
  }

  /** Tells whether the container is removed at its end. */
  boolean removesItself(Container container) {
    return container.config().lifecycle().autoRemove()
        && parts.dependencies().dependents(container.config().id()).isEmpty();
  }

  /** Undoes the start and records the state as cleaned; the container stays. */
  Container rest(Container container) {
    undoStart(container).throwFirst();
    Container rested = new Container(container.config(), container.state().cleaned());
    try (Tx tx = parts.database().beginRemoval()) {
      parts.containers().save(tx, rested.config().id(), rested.state());
      if (!rested.config().network().ports().isEmpty()) {
        parts.publishedPorts().release(tx, rested.config().id());
      }
      tx.commit();
    }
    close(rested.config().id());
    return rested;
  }

  /**
   * Tells whether a start is to be undone: there is its bundle or, where that was lost with the run
   * folder, the record of an end that nobody cleaned up after.
   */
  boolean isNeeded(Container container) {
    return bundles.exists(container.config().id()) || container.state().status() == Status.STOPPED;
  }

  /**
   * Frees processes, network and mounts; the bundle's folder stays until {@link #close}. A bundle
   * without the record of a process is that of a start whose command was killed.
   *
   * @return what went wrong with the network, which need not keep a container from being removed;
   *     other failures are thrown
   */
  Failures undo(Container container) {
    String id = container.config().id();
    Status status = container.state().status();
    if (bundles.exists(id) && !status.hasProcess() && status != Status.STOPPED) {
      new AbandonedMonitor(parts.kernel(), parts.disk()).end(id, parts.paths().bundle(id));
    }
    return undoStart(container);
  }

  private Failures undoStart(Container container) {
    String id = container.config().id();
    Failures network = new Failures();
    if (!isNeeded(container)) {
      return network;
    }
    Failures failures = new Failures();
    boolean forgotten = bundles.isForgotten(id); // the runtime's delete ends its record
    RuntimeCall delete = beginDelete(container, failures);
    bundles.undo(container, forgotten, failures, network);
    if (delete != null) {
      try {
        delete.await();
      } catch (KapokException e) {
        failures.add(e);
      }
    }
    if (monitored) {
      awaitMonitor(id);
    }
    failures.throwFirst();
    return network;
  }

  private @Nullable RuntimeCall beginDelete(Container container, Failures failures) {
    try {
      return parts.runtime(container.config().runtime()).delete(container.config().id());
    } catch (KapokException e) {
      failures.add(e);
      return null;
    }
  }

  /** Waits for conmon's exit file, so that none appears after all was deleted. */
  private void awaitMonitor(String id) {
    int conmon = conmonPid(id);
    MonitorProcess monitor = new MonitorProcess(parts.kernel().pids(), parts.disk());
    long waited = 0;
    while (conmon > 0
        && waited < MONITOR_PATIENCE
        && ExitFile.read(parts.disk(), parts.paths().exit(id)) == null
        && monitor.watches(conmon, id)) {
      parts.clock().sleep(POLL);
      waited += POLL;
    }
  }

  private int conmonPid(String id) {
    String text = parts.disk().read(parts.paths().inBundle(id, "conmon.pid"));
    return text == null ? 0 : PidText.parse(text);
  }

  /** Deletes the bundle's folder, once the state is recorded. */
  void close(String id) {
    bundles.close(id);
  }
}
