package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.Tx;

/**
 * The order in which every verb works on one container: lock, refresh, guard, act, save, unlock.
 *
 * @param <R> what the verb reports
 */
abstract class ContainerTransaction<R> {
  private final EngineParts parts;
  private final Verb verb;

  ContainerTransaction(EngineParts parts, Verb verb) {
    this.parts = parts;
    this.verb = verb;
  }

  /** Does it all. */
  final R run(String nameOrId) {
    return run(parts.containers().find(nameOrId));
  }

  /** Does it all, for a container that was just read; it is read anew once it is locked. */
  final R run(Container found) {
    String id = found.config().id();
    int lock = parts.locks().lock(id);
    try {
      Container container = current(id);
      return switch (Transitions.answer(verb, container.state().status())) {
        case ALLOWED -> act(container);
        case FORCED -> force(container);
        case DONE -> done(container);
        case REFUSED -> throw Transitions.refusal(verb, container);
      };
    } finally {
      parts.locks().unlock(lock);
    }
  }

  private Container current(String id) {
    Container container = parts.containers().get(id);
    if (container == null) {
      parts.locks().forget(id);
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "no container with name or ID \"" + id + "\" found: no such container");
    }
    if (container.state().status() == Status.RUNNING) {
      new FreezeMark(parts, id).thaw(container);
    }
    Refresh refresh = new Refresh(parts);
    return verb.recordsTheEnd() ? refresh.now(container) : refresh.refresh(container);
  }

  /** Acts, saves and reports; the container is locked and as it really is. */
  abstract R act(Container container);

  /** Acts where only force is enough; refuses unless a verb knows force. */
  R force(Container container) {
    throw Transitions.refusal(verb, container);
  }

  /** Reports that nothing was to be done; by default like having done it. */
  R done(Container container) {
    return act(container);
  }

  /** Records a state; that a container stops or ended, on a full disk, too. */
  final Container save(Container container, ContainerState state) {
    try (Tx tx = parts.database().beginRemoval()) {
      parts.containers().save(tx, container.config().id(), state);
      tx.commit();
    }
    return new Container(container.config(), state);
  }

  final EngineParts parts() {
    return parts;
  }
}
