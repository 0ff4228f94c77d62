package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for containers. */
final class WaitContainer {
  private static final long SHORTEST_INTERVAL = 2;

  private final EngineParts parts;

  WaitContainer(EngineParts parts) {
    this.parts = parts;
  }

  /** Waits as {@link dev.kapok.libpod.ContainerIo#await} says. */
  int await(String nameOrId, List<String> conditions, long intervalMillis) {
    String id = null;
    while (true) {
      Container container;
      try {
        container = look(id == null ? nameOrId : id);
      } catch (KapokException e) {
        Integer code = e.kind() == KapokException.Kind.NOT_FOUND ? remembered(nameOrId, id) : null;
        if (code == null) {
          throw e;
        }
        return code;
      }
      id = container.config().id();
      ContainerState state = container.state();
      if (fits(state.status(), conditions)) {
        return state.exitCode();
      }
      pause(state, conditions, Math.max(intervalMillis, SHORTEST_INTERVAL));
    }
  }

  /** Reads the container; only one that ended unseen is locked and recorded. */
  private Container look(String nameOrId) {
    Container container = parts.containers().find(nameOrId);
    return new Refresh(parts).isCurrent(container.state())
        ? container
        : new Look(parts).run(container);
  }

  private @Nullable Integer remembered(String nameOrId, @Nullable String id) {
    return parts.exitCodes().find(id == null ? nameOrId : id);
  }

  private static boolean fits(Status status, List<String> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      if (fits(status, conditions.get(i))) {
        return true;
      }
    }
    return conditions.isEmpty() && fits(status, "stopped");
  }

  private static boolean fits(Status status, String condition) {
    if (condition.equals("stopped") || condition.equals("exited")) {
      return status == Status.STOPPED || status == Status.EXITED;
    }
    return status.word().equals(condition)
        || (condition.equals("configured") && status == Status.CONFIGURED);
  }

  private void pause(ContainerState state, List<String> conditions, long interval) {
    if (state.pid() > 0 && conditions.isEmpty()) {
      parts.kernel().pids().awaitExit(state.pid(), interval);
    } else {
      parts.clock().sleep(interval);
    }
  }

  /** Reads a container under its lock. */
  static final class Look extends ContainerTransaction<Container> {
    Look(EngineParts parts) {
      super(parts, Verb.LOOK);
    }

    @Override
    Container act(Container container) {
      return container;
    }
  }
}
