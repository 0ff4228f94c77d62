package dev.kapok.libpod.bundle;

import dev.kapok.libpod.ExecRequest;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.mounts.MountSources;
import dev.kapok.libpod.mounts.OverlayMounts;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.libpod.spec.EngineFiles;
import dev.kapok.libpod.spec.ExecProcess;
import dev.kapok.libpod.spec.ProcHostFacts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.spec.SpecContext;
import dev.kapok.libpod.spec.SpecPipeline;
import dev.kapok.libpod.spec.UserLookup;
import dev.kapok.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a container's bundle and undoes it.
 *
 * <pre>{@code
 * bundles.open(id);                          // from now on there is something to undo
 * ReadyBundle ready = bundles.make(container);
 * …                                          // the runtime creates the container
 * ready.awaitNetwork(pid);
 * …                                          // it runs and ends
 * bundles.undo(container, bundles.isForgotten(id), failures, networkFailures);
 * }</pre>
 */
public final class BundleMaker {
  private static final EngineFiles NO_FILES = new EngineFiles(null, null, null, null, null, null);

  private final EngineParts parts;
  private final RootFolders roots;
  private final ContainerNetwork network;

  /** Works with these parts. */
  public BundleMaker(EngineParts parts) {
    this.parts = parts;
    this.roots = new RootFolders(parts);
    this.network = new ContainerNetwork(parts);
  }

  /** A bundle whose network may still set itself up. */
  public static final class ReadyBundle {
    private final EngineParts parts;
    private final Container container;
    private final ProcessUser user;
    private final ContainerNetwork.Connection connection;

    private ReadyBundle(
        EngineParts parts,
        Container container,
        ProcessUser user,
        ContainerNetwork.Connection connection) {
      this.parts = parts;
      this.container = container;
      this.user = user;
      this.connection = connection;
    }

    /** Returns the path of the network namespace, null for none that the engine knows. */
    public @Nullable String netns() {
      return connection.netns();
    }

    /** Lets nothing go on that was begun; for who undoes the bundle before it was used. */
    public void abandon() {
      connection.abandon();
    }

    /**
     * Waits until the network works.
     *
     * @param pid of the container's process, which the runtime has made by now
     */
    public void awaitNetwork(int pid) {
      UserNamespace own = container.config().namespaces().user();
      if (own != null) {
        new StandardPipes(parts, user, own.maps()).giveOf(pid);
      }
      new ContainerNetwork(parts).await(container, connection, pid);
    }
  }

  /** Tells whether a container has a bundle, whole or in parts. */
  public boolean exists(String id) {
    return parts.disk().exists(parts.paths().bundle(id));
  }

  /** Makes the bundle's folder. */
  public void open(String id) {
    parts.disk().makeFolders(parts.paths().bundle(id), 0700);
  }

  /** Mounts, connects and writes all that the runtime needs. */
  public ReadyBundle make(Container container) {
    ContainerNetwork.Connection connection = network.connect(container);
    try {
      return make(container, connection);
    } catch (RuntimeException e) {
      connection.abandon();
      throw e;
    }
  }

  private ReadyBundle make(Container container, ContainerNetwork.Connection connection) {
    String id = container.config().id();
    String rootFs = roots.mount(container);
    String shm = roots.sharedMemory(container);
    EngineFiles files =
        new ContainerFiles(parts, container, connection.plan(), connection.seen()).write(shm);
    UserNamespace own = container.config().namespaces().user();
    ProcessConfig process = container.config().process();
    ProcessUser user = user(rootFs, process.user(), process.groups());
    List<MountConfig> mounts =
        new MountSources(parts)
            .resolve(id, mounts(container), rootFs, user, own == null ? null : own.maps());
    new WorkingFolder(parts.kernel(), container.config()).prepare(rootFs, mounts, user);
    boolean readOnly = container.config().rootFs().readOnly();
    AddedUser.Known known =
        new AddedUser(parts, container.config(), user).addTo(mounts, rootFs, readOnly);
    String root = own == null ? rootFs : new ReachableRoot(parts).show(id, rootFs, own.maps());
    SpecContext context =
        context(container, root, known.user(), known.mounts(), files, connection.existing());
    String spec = new SpecPipeline(parts.kernel()).render(context);
    parts.disk().write(parts.paths().inBundle(id, "config.json"), spec, 0600);
    return new ReadyBundle(parts, container, user, connection);
  }

  /** The engine's program is where it is installed now, not when the pod was made. */
  private List<MountConfig> mounts(Container container) {
    List<MountConfig> asked = container.config().mounts();
    if (!container.config().rootFs().isEmpty()) {
      return asked;
    }
    List<MountConfig> all = new ArrayList<>(asked);
    all.add(new InfraProgram(parts).mount());
    return all;
  }

  /** Describes a further process in a running container. */
  public ExecDocument process(Container container, ExecRequest request) {
    // The root that the container sees, with its volumes.
    String rootFs = "/proc/" + container.state().pid() + "/root";
    String asked = request.user();
    ProcessConfig process = container.config().process();
    boolean same = asked == null || asked.isEmpty();
    ProcessUser user =
        user(rootFs, same ? process.user() : asked, same ? process.groups() : List.of());
    SpecContext context =
        context(container, rootFs, user, List.of(), NO_FILES, container.state().netns());
    UserNamespace own = container.config().namespaces().user();
    return new ExecDocument(
        ExecProcess.render(context, request), user, own == null ? null : own.maps());
  }

  private ProcessUser user(String rootFs, @Nullable String user, List<String> groups) {
    Kernel kernel = parts.kernel();
    return new UserLookup(kernel.io(), kernel.tree()).find(rootFs, user, groups);
  }

  private SpecContext context(
      Container container,
      String rootFs,
      ProcessUser user,
      List<MountConfig> mounts,
      EngineFiles files,
      @Nullable String netns) {
    UserNamespace namespace = container.config().namespaces().user();
    return new SpecContext(
        container.config(),
        rootFs,
        parts.paths().bundle(container.config().id()),
        user,
        mounts,
        files,
        new Neighbours(parts).joined(container, netns),
        new ProcHostFacts(parts.kernel(), namespace == null ? null : namespace.maps()),
        parts.config().cgroupManager(),
        parts.config().hooksDirs(),
        parts.config().defaults());
  }

  /**
   * Undoes what {@link #make} did; every step is tried. The bundle's folder stays; where its files
   * are lost, what is to be undone is found without them.
   *
   * @param forgotten whether the runtime does not know the container, see {@link #isForgotten}
   * @param network gets what went wrong with networks and their helpers
   */
  public void undo(Container container, boolean forgotten, Failures failures, Failures network) {
    String config = parts.paths().inBundle(container.config().id(), "config.json");
    // Folders with mounts in them are left by whoever deletes the rest.
    boolean lost = !parts.disk().exists(config);
    for (Step step : Step.values()) {
      try {
        undo(step, container, lost, lost || forgotten);
      } catch (RuntimeException e) {
        boolean ofNetwork = step == Step.HELPER || step == Step.NETWORKS;
        (ofNetwork ? network : failures).add(e);
      }
    }
  }

  /**
   * Tells whether the runtime has no record of a container, and so will not remove its cgroup: the
   * runtime was killed before it wrote one, or the run folder was lost. (runc calls its record
   * {@code state.json}, crun {@code status}.)
   */
  public boolean isForgotten(String id) {
    String folder = parts.paths().runtimeState() + "/" + id;
    return !parts.disk().exists(folder + "/state.json") && !parts.disk().exists(folder + "/status");
  }

  /**
   * Undoes a start of which only the id is known; every step is tried, the first failure is thrown.
   */
  public void undoUnknown(String id) {
    Failures failures = new Failures();
    for (Step step : Step.values()) {
      try {
        undoUnknown(step, id);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    failures.throwFirst();
  }

  private void undoUnknown(Step step, String id) {
    switch (step) {
      case HELPER -> network.stopHelper(id);
      case NETWORKS -> network.disconnectUnknown(id);
      case NAMESPACE -> network.removeNamespace(id);
      case SHARED_MEMORY -> roots.unmountSharedMemory(id);
      case VOLUMES -> new OverlayMounts(parts).releaseAll(id);
      case ROOT -> {
        new ReachableRoot(parts).hide(id);
        parts.layers().unmount(id);
      }
      case CGROUP -> {
        // Its name is in the configuration, which nobody has any more.
      }
    }
  }

  private enum Step {
    HELPER,
    NETWORKS,
    NAMESPACE,
    SHARED_MEMORY,
    VOLUMES,
    ROOT,
    CGROUP
  }

  private void undo(Step step, Container container, boolean lost, boolean forgotten) {
    String id = container.config().id();
    switch (step) {
      case HELPER -> {
        network.stopHelper(id);
        if (lost) {
          network.stopLostHelper(id);
        }
      }
      case NETWORKS -> network.disconnect(container, lost);
      case NAMESPACE -> network.removeNamespace(id);
      case SHARED_MEMORY -> roots.unmountSharedMemory(id);
      case VOLUMES -> new MountSources(parts).release(id, container.config().mounts());
      case ROOT -> {
        if (container.config().namespaces().user() != null) {
          new ReachableRoot(parts).hide(id);
        }
        roots.unmount(container);
      }
      case CGROUP -> {
        // Otherwise it is the runtime that removes it.
        if (forgotten) {
          new LostCgroup(parts).remove(container);
        }
      }
    }
  }

  /** Deletes the bundle's folder; nothing is left to undo then. */
  public void close(String id) {
    parts.disk().deleteTree(parts.paths().bundle(id));
    parts.disk().deleteFile(parts.paths().exit(id));
  }
}
