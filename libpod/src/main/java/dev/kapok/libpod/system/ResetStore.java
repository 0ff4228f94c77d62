package dev.kapok.libpod.system;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
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
  private final List<String> problems = new ArrayList<>();

  ResetStore(EngineParts parts) {
    this.parts = parts;
  }

  /** One step, which may fail without keeping the others from happening. */
  private interface Step {
    void run();
  }

  List<String> run(@Nullable String keeperFolder) {
    attempt(this::containers);
    attempt(this::strays);
    parts.close();
    attempt(new StoreRemoval(parts.kernel(), parts.config().storage())::run);
    if (keeperFolder != null && keeperFolder.equals(parts.config().runRoot())) {
      attempt(new Keeper(parts, keeperFolder)::end);
    }
    attempt(() -> problems.addAll(new EngineFolders(parts).delete()));
    return problems;
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
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
        new RemoveOptions(true, true, null),
        new ContainerLifecycle.Outcome() {
          @Override
          public void done(String id) {}

          @Override
          public void failed(KapokException failure) {
            problems.add(String.valueOf(failure.getMessage()));
          }
        });
  }

  /** Ends what runs without a record, or could not be removed by it. */
  private void strays() {
    Set<String> ids = new HashSet<>(parts.disk().list(parts.paths().runtimeState()));
    ids.addAll(parts.disk().list(parts.paths().bundles()));
    BundleMaker bundles = new BundleMaker(parts);
    for (String id : ids) {
      attempt(() -> {
        if (parts.disk().exists(parts.paths().runtimeState() + "/" + id)) {
          parts.runtime(parts.runtimes().choose()).delete(id).await();
        }
        bundles.undoUnknown(id);
        bundles.close(id);
      });
    }
    for (String id : parts.disk().list(parts.paths().networkNamespaces())) {
      attempt(() -> parts.networkNamespaces().remove(id));
    }
  }
}
