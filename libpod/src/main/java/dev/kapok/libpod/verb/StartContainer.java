package dev.kapok.libpod.verb;

import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.parts.EngineParts;
import org.jspecify.annotations.Nullable;

/**
 * Starts a container, alone or attached.
 *
 * <p>While this process holds the client lock in the bundle, conmon's exit command waits: this
 * process cleans up then, and none else. The lock is held until the container runs or, attached,
 * until {@link #release}. A container with a restart policy is left to conmon's exit command, which
 * acts on the policy.
 */
final class StartContainer extends ContainerTransaction<Container> {
  private final @Nullable AttachSession session;
  private int clientLock = -1;

  /** Starts; with a session, attached to it from the first byte on. */
  StartContainer(EngineParts parts, @Nullable AttachSession session) {
    super(parts, Verb.START);
    this.session = session;
  }

  /** Starts it because somebody wants it: its policy counts from the beginning. */
  @Override
  Container act(Container container) {
    return start(new Container(container.config(), container.state().restarts(0)));
  }

  /** Starts it, and keeps the count of its restarts. */
  Container start(Container container) {
    String id = container.config().id();
    BundleMaker bundles = new BundleMaker(parts());
    Aftermath aftermath = new Aftermath(parts());
    if (aftermath.isNeeded(container)) {
      // A start that did not come to its end, or an end that nobody cleaned up after.
      aftermath.undo(container).throwFirst();
      aftermath.close(id);
    }
    bundles.open(id);
    clientLock = parts().locks().acquire(parts().paths().clientLock(id), 0);
    boolean stays =
        session != null && container.config().lifecycle().restart().kind() == RestartPolicy.Kind.NO;
    try {
      return new Launch(parts()).launch(container, session);
    } catch (RuntimeException e) {
      stays = false;
      throw e;
    } finally {
      if (!stays) {
        release();
      }
    }
  }

  @Override
  Container done(Container container) {
    if (session != null) {
      session.connect(parts().paths().bundle(container.config().id()));
      session.running(container.state());
    }
    return container;
  }

  /** Tells whether it is this process that cleans up. */
  boolean cleansUp() {
    return clientLock >= 0;
  }

  /** Frees the client lock. */
  void release() {
    if (clientLock >= 0) {
      parts().locks().unlock(clientLock);
      clientLock = -1;
    }
  }
}
