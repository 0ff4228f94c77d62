package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.bundle.LostCgroup;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes a container; a running one only with force, by stopping it first. */
final class RemoveContainer {
  private final EngineParts parts;
  private final RemoveOptions options;
  private final StopSignals signals;

  /**
   * Plans a removal.
   *
   * @param signals that were sent already
   */
  RemoveContainer(EngineParts parts, RemoveOptions options, StopSignals signals) {
    this.parts = parts;
    this.options = options;
    this.signals = signals;
  }

  /**
   * Removes it and returns its id.
   *
   * @throws KapokException FAILED, also where it was removed by force but something of its networks
   *     is left on the host
   */
  String remove(String nameOrId) {
    if (options.infra()) {
      removeMembers(nameOrId);
    }
    Attempt attempt = new Attempt();
    String id = attempt.run(nameOrId);
    while (attempt.runs) {
      KapokException failure = stop(id);
      attempt = new Attempt();
      attempt.run(id);
      if (attempt.runs && failure != null) {
        throw failure;
      }
    }
    if (attempt.left != null) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "container "
              + id
              + " is removed, but its network was not taken down (it is tried again later): "
              + attempt.left.getMessage(),
          attempt.left);
    }
    return id;
  }

  /** Removes who lives in the pod of an infra container, the youngest first. */
  private void removeMembers(String nameOrId) {
    String id = parts.containers().find(nameOrId).config().id();
    Pod pod = parts.pods().ofInfra(id);
    List<String> members = pod == null ? List.of() : parts.pods().members(pod.id());
    for (int i = members.size() - 1; i >= 0; i--) {
      if (!members.get(i).equals(id) && parts.containers().has(members.get(i))) {
        new RemoveContainer(parts, options, signals).remove(members.get(i));
      }
    }
  }

  /** Its process may have ended although the rest failed, which will be met again then. */
  private @Nullable KapokException stop(String id) {
    try {
      new StopContainer(parts, true).stop(id, signals.take(id, options.timeout()));
      return null;
    } catch (KapokException e) {
      return e;
    }
  }

  private final class Attempt extends ContainerTransaction<String> {
    private boolean runs;
    private @Nullable RuntimeException left;

    /** Returns the pod that goes with the container, and refuses where it must not. */
    private @Nullable Pod pod(Container container) {
      if (container.config().namespaces().pod() == null) {
        return null;
      }
      InfraGuard guard = new InfraGuard(parts());
      Pod pod = guard.check(container, options);
      if (pod != null) {
        guard.requireAlone(pod);
      }
      return pod;
    }

    Attempt() {
      super(RemoveContainer.this.parts, Verb.REMOVE);
    }

    @Override
    String act(Container container) {
      Pod pod = pod(container);
      parts().dependencies().requireNone(container.config().id());
      Failures network = new Aftermath(parts()).undo(container);
      if (!options.force()) {
        network.throwFirst();
      }
      left = network.first();
      if (pod != null) {
        // First, so that a pod whose cgroup is still there is still on record.
        new LostCgroup(parts()).remove(pod);
      }
      new Removal(parts())
          .remove(container, options.volumes() || container.config().lifecycle().autoRemove());
      Aftermath.tellPod(parts(), container);
      return container.config().id();
    }

    @Override
    String force(Container container) {
      if (!options.force()) {
        throw Transitions.refusal(Verb.REMOVE, container);
      }
      pod(container);
      parts().dependencies().requireNone(container.config().id());
      runs = true;
      return container.config().id();
    }
  }
}
