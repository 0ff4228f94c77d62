package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;

/** Follows a container to its end: attached from its start, or joined later. */
final class AttachContainer {
  private final EngineParts parts;

  AttachContainer(EngineParts parts) {
    this.parts = parts;
  }

  /** Starts a container attached, and returns what {@link dev.kapok.libpod.ContainerIo} says. */
  int start(Container container, AttachOptions options) {
    try (AttachSession session = session(container, options)) {
      StartContainer start = new StartContainer(parts, session);
      try {
        Container running = start.run(container);
        int end = session.pump();
        return end != 0 ? end : exitCode(running, start.cleansUp());
      } finally {
        start.release();
      }
    }
  }

  /** Joins a running container. */
  int attach(Container container, AttachOptions options) {
    try (AttachSession session = session(container, options)) {
      Container running = new Join(parts, session).run(container);
      int end = session.pump();
      return end != 0 ? end : exitCode(running, false);
    }
  }

  private AttachSession session(Container container, AttachOptions options) {
    ProcessConfig process = container.config().process();
    return new AttachSession(parts.kernel(), options, process.terminal(), process.stdinOpen());
  }

  /** Returns the exit code of a container whose streams ended, cleaning up where that is ours. */
  private int exitCode(Container running, boolean cleanUp) {
    ContainerState state = running.state();
    if (parts.kernel().pids().startTime(state.pid()) == state.pidStart()) {
      parts.kernel().pids().awaitExit(state.pid(), -1);
    }
    if (!cleanUp) {
      return new WaitContainer(parts).await(running.config().id(), List.of(), 0);
    }
    CleanupContainer cleanup = new CleanupContainer(parts, true, false);
    try {
      return cleanup.run(running.config().id()).exitCode();
    } catch (KapokException e) {
      if (e.kind() != KapokException.Kind.NOT_FOUND) {
        throw e;
      }
      return new WaitContainer(parts).await(running.config().id(), List.of(), 0);
    }
  }

  /** Connects to a running container. */
  private static final class Join extends ContainerTransaction<Container> {
    private final AttachSession session;

    Join(EngineParts parts, AttachSession session) {
      super(parts, Verb.ATTACH);
      this.session = session;
    }

    @Override
    Container act(Container container) {
      session.connect(parts().paths().bundle(container.config().id()));
      session.running(container.state());
      return container;
    }
  }
}
