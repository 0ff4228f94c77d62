package dev.kapok.libpod.system;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.bundle.LostCgroup;
import dev.kapok.libpod.connect.ConnectedNetworks;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.storage.store.OtherEngines;
import dev.kapok.storage.store.StoreRemoval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes everything that an engine has made, its folders last. Goes on after a failure: what a
 * damaged store still has is removed without its records.
 */
final class ResetStore {
  private final EngineParts parts;
  private final Attempts attempts = new Attempts();

  ResetStore(EngineParts parts) {
    this.parts = parts;
  }

  List<String> run(@Nullable String keeperFolder) {
    requireOwnRoot();
    attempts.succeeds(this::containers);
    attempts.succeeds(this::pods);
    attempts.succeeds(this::strays);
    attempts.succeeds(() -> parts.definitions().clear());
    List<String> volumes = new ArrayList<>();
    attempts.succeeds(() -> volumes.addAll(volumes()));
    parts.close();
    attempts.succeeds(new StoreRemoval(parts.kernel(), parts.config().storage())::run);
    if (keeperFolder != null && keeperFolder.equals(parts.config().runRoot())) {
      attempts.succeeds(new Keeper(parts, keeperFolder)::end);
    }
    EngineFolders folders = new EngineFolders(parts);
    attempts.succeeds(() -> folders.delete(volumes).forEach(attempts::failed));
    return attempts.failures();
  }

  /** Where another engine keeps its data, too, folders have the same names. */
  private void requireOwnRoot() {
    String root = parts.config().root();
    String trace = OtherEngines.traceIn(parts.kernel(), root);
    if (trace != null) {
      throw new KapokException(
          KapokException.Kind.WRONG_STATE,
          "reset "
              + root
              + ": there is a store of containers/storage (podman, buildah) too, as its folder "
              + trace
              + " tells: remove what is kapok's by kapok rm -fa, kapok rmi -fa and kapok volume"
              + " prune");
    }
  }

  /** Returns the names of the volumes that are recorded, with nothing mounted on them any more. */
  private List<String> volumes() {
    List<String> names = new ArrayList<>();
    for (VolumeSummary volume : parts.volumes().rows()) {
      attempts.succeeds(() -> new VolumeMount(parts).unmount(volume.name()));
      names.add(volume.name());
    }
    return names;
  }

  /** Stops and removes the containers that are recorded. */
  private void containers() {
    List<String> ids = new ArrayList<>();
    for (ContainerSummary container : new Queries(parts).list(ListFilter.ALL)) {
      ids.add(container.id());
    }
    Lifecycle lifecycle = new Lifecycle(parts);
    lifecycle.announceStop(ids, null);
    lifecycle.removeAll(
        ids,
        new RemoveOptions(true, true, true, null),
        new ContainerLifecycle.Outcome() {
          @Override
          public void done(String id) {}

          @Override
          public void failed(KapokException failure) {
            attempts.failed(String.valueOf(failure.getMessage()));
          }
        });
  }

  /** Those that hold no namespaces left none when their containers went. */
  private void pods() {
    for (Pod pod : parts.pods().rows()) {
      attempts.succeeds(() -> new LostCgroup(parts).remove(pod));
    }
  }

  /** Ends what runs without a record, or could not be removed by it. */
  private void strays() {
    Set<String> ids = new HashSet<>(parts.disk().list(parts.paths().runtimeState()));
    ids.addAll(parts.disk().list(parts.paths().bundles()));
    ids.addAll(new ConnectedNetworks(parts).containers());
    BundleMaker bundles = new BundleMaker(parts);
    for (String id : ids) {
      attempts.succeeds(() -> {
        if (parts.disk().exists(parts.paths().runtimeState() + "/" + id)) {
          parts.runtime(parts.runtimes().choose()).delete(id).await();
        }
        bundles.undoUnknown(id);
        bundles.close(id);
      });
    }
    for (String id : parts.disk().list(parts.paths().networkNamespaces())) {
      attempts.succeeds(() -> parts.networkNamespaces().remove(id));
    }
    attempts.succeeds(() -> parts.rootlessNamespace().remove());
  }
}
