package dev.kapok.libpod.tree;

import dev.kapok.image.ListedImage;
import dev.kapok.image.StoredImage;
import dev.kapok.libpod.CommitOptions;
import dev.kapok.libpod.ContainerTrees;
import dev.kapok.libpod.CopyRequest;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.storage.Change;
import dev.kapok.storage.Tree;
import dev.kapok.storage.Trees;
import dev.kapok.storage.store.ContainerSizes;
import dev.kapok.sys.sql.Tx;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The trees of one engine. */
public final class LocalTrees implements ContainerTrees {
  /** What the engine puts into every container; podman leaves the same out. */
  private static final Set<String> OWN =
      Set.of(
          "/dev",
          "/etc/hostname",
          "/etc/hosts",
          "/etc/mtab",
          "/etc/resolv.conf",
          "/proc",
          "/run",
          "/run/.containerenv",
          "/run/notify",
          "/run/secrets",
          "/sys");

  private final EngineParts parts;
  private final Queries queries;

  /** Works with the parts of an engine. */
  public LocalTrees(EngineParts parts) {
    this.parts = parts;
    this.queries = new Queries(parts);
  }

  @Override
  public List<Change> diff(Scope scope, String nameOrId, @Nullable String other) {
    Trees trees = parts.trees();
    Tree to = find(scope, nameOrId);
    Tree from = other == null ? trees.beneath(to) : find(scope, other);
    List<Change> shown = new ArrayList<>();
    for (Change change : trees.changes(from, to)) {
      if (!OWN.contains(change.path())) {
        shown.add(change);
      }
    }
    return shown;
  }

  private Tree find(Scope scope, String nameOrId) {
    if (scope != Scope.IMAGE) {
      try {
        return Tree.container(own(queries.get(nameOrId)));
      } catch (KapokException e) {
        if (e.kind() != KapokException.Kind.NOT_FOUND || scope == Scope.CONTAINER) {
          throw e;
        }
      }
    }
    StoredImage found = parts.images().find(nameOrId);
    StoredImage image = found == null ? null : ListedImage.of(parts.images(), found, null);
    if (image == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          nameOrId + (scope == Scope.IMAGE ? ": image not known" : ": no such container or image"));
    }
    String top = image.topLayer();
    return top == null ? Tree.EMPTY : Tree.layer(top);
  }

  @Override
  public InputStream export(String nameOrId) {
    String id = own(queries.get(nameOrId));
    return new HeldContainer(parts, id)
        .reading(container -> parts.trees().layer(Tree.EMPTY, Tree.container(id)));
  }

  @Override
  public void copy(CopyRequest request, InputStream in, OutputStream out) {
    new CopyFiles(parts, request).copy(in, out);
  }

  @Override
  public String commit(String nameOrId, CommitOptions options) {
    String id = own(queries.get(nameOrId));
    CommitContainer commit = new CommitContainer(parts, options);
    return new HeldContainer(parts, id).during(options.pause(), commit::commit);
  }

  @Override
  public String mount(String nameOrId) {
    String id = own(queries.get(nameOrId));
    return new HeldContainer(parts, id).during(false, _ -> mountHeld(id));
  }

  private String mountHeld(String id) {
    String root = parts.layers().mount(id);
    try (Tx tx = parts.database().beginRemoval()) {
      new ContainerSizes(parts.database()).forget(tx, id);
      tx.commit();
    }
    return root;
  }

  @Override
  public @Nullable String mounted(String nameOrId) {
    return parts.layers().mounted(own(queries.get(nameOrId)));
  }

  @Override
  public @Nullable String unmount(String nameOrId, boolean force) {
    Container container = queries.get(nameOrId);
    String id = own(container);
    int lock = parts.locks().lock(id);
    try {
      Container now = queries.get(id);
      if (now.state().status().hasProcess()) {
        if (force) {
          return id;
        }
        throw new KapokException(
            KapokException.Kind.WRONG_STATE,
            "cannot unmount container " + id + " as it is running: stop it first");
      }
      return parts.layers().unmount(id) ? id : null;
    } finally {
      parts.locks().unlock(lock);
    }
  }

  /** Returns the id of a container whose files are in the store. */
  private static String own(Container container) {
    if (container.config().rootFs().path() != null) {
      throw new KapokException(
          KapokException.Kind.NOT_SUPPORTED,
          "container "
              + container.config().id()
              + " was made with --rootfs: its files are those of "
              + container.config().rootFs().path()
              + ", and Kapok does not know what changed there");
    }
    return container.config().id();
  }
}
