package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;

/**
 * Cleans up after a container's end: by conmon's exit command, by the client that was attached, or
 * by hand.
 */
final class CleanupContainer extends ContainerTransaction<CleanupContainer.Report> {
  private static final long FIRST_DELAY = 100;
  private static final long LONGEST_DELAY = 60_000;
  private static final int MOST_DOUBLINGS = 10;

  /** A container that ran this long, in nanoseconds, is no crasher. */
  private static final long STEADY = 10_000_000_000L;

  private final boolean stoppedOnly;
  private final boolean remove;

  /**
   * Plans a clean-up.
   *
   * @param stoppedOnly whether a running container is left alone instead of refused
   * @param remove whether the container is removed in any case
   */
  CleanupContainer(EngineParts parts, boolean stoppedOnly, boolean remove) {
    super(parts, Verb.CLEANUP);
    this.stoppedOnly = stoppedOnly;
    this.remove = remove;
  }

  /**
   * What was found.
   *
   * @param restartDelay in how many milliseconds the container's policy wants it started again; −1
   *     for not at all
   * @param finished when it ended, in nanoseconds since the epoch
   */
  record Report(int exitCode, long restartDelay, long finished) {}

  @Override
  Report act(Container container) {
    requireNoInfra(container);
    ContainerState state = container.state();
    boolean restarts = restarts(container);
    int count = restarts ? state.restarts() + 1 : state.restarts();
    Container rested =
        new Aftermath(parts()).settle(new Container(container.config(), state.restarts(count)));
    if (remove && !container.config().lifecycle().autoRemove()) {
      new Removal(parts()).remove(rested, true);
    }
    if (!restarts) {
      Aftermath.tellPod(parts(), container);
    }
    return new Report(state.exitCode(), restarts ? delay(state) : -1, state.finished());
  }

  private void requireNoInfra(Container container) {
    if (remove && container.config().namespaces().pod() != null) {
      new InfraGuard(parts()).refuse(container);
    }
  }

  @Override
  Report done(Container container) {
    requireNoInfra(container);
    Aftermath aftermath = new Aftermath(parts());
    // Somebody was killed between the start and its record, or while it was undone.
    boolean cutShort = aftermath.isNeeded(container);
    if (cutShort) {
      aftermath.rest(container);
    }
    boolean over = cutShort || container.state().status() == Status.EXITED;
    if (remove || (over && aftermath.removesItself(container))) {
      new Removal(parts()).remove(container, true);
    }
    return new Report(container.state().exitCode(), -1, container.state().finished());
  }

  /** Leaves a container alone that runs again already, where that was asked. */
  @Override
  Report force(Container container) {
    if (!stoppedOnly) {
      throw Transitions.refusal(Verb.CLEANUP, container);
    }
    return new Report(0, -1, container.state().finished());
  }

  private boolean restarts(Container container) {
    ContainerState state = container.state();
    RestartPolicy policy = container.config().lifecycle().restart();
    if (state.stoppedByUser() || remove || container.config().lifecycle().autoRemove()) {
      return false;
    }
    return switch (policy.kind()) {
      case NO -> false;
      case ALWAYS, UNLESS_STOPPED -> true;
      case ON_FAILURE ->
          state.exitCode() != 0 && (policy.retries() == 0 || state.restarts() < policy.retries());
    };
  }

  /** Doubles with every restart, so that a crasher does not keep the machine busy. */
  private static long delay(ContainerState state) {
    if (state.finished() - state.started() >= STEADY) {
      return FIRST_DELAY;
    }
    int doublings = Math.min(state.restarts(), MOST_DOUBLINGS);
    return Math.min(FIRST_DELAY << doublings, LONGEST_DELAY);
  }
}
