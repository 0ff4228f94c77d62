package dev.kapok.libpod.parts;

import dev.kapok.image.ImageSchema;
import dev.kapok.image.ImageStore;
import dev.kapok.image.SqlImageStore;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.EnginePaths;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.NetworkDirectories;
import dev.kapok.libpod.conmon.Conmon;
import dev.kapok.libpod.disk.Boot;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.lock.ObjectLocks;
import dev.kapok.libpod.runtime.OciRuntime;
import dev.kapok.libpod.runtime.RuntimeChooser;
import dev.kapok.libpod.state.ContainerTable;
import dev.kapok.libpod.state.DependencyTable;
import dev.kapok.libpod.state.ExitCodes;
import dev.kapok.libpod.state.LibpodSchema;
import dev.kapok.libpod.state.NetworkUseTable;
import dev.kapok.libpod.state.PodTable;
import dev.kapok.libpod.state.PublishedPorts;
import dev.kapok.libpod.state.VolumeTable;
import dev.kapok.network.NetworkNamespaces;
import dev.kapok.network.RootlessNamespace;
import dev.kapok.network.UserNetworks;
import dev.kapok.network.cni.CniRuntime;
import dev.kapok.network.cni.PluginSource;
import dev.kapok.network.cni.Plugins;
import dev.kapok.network.definition.NetworkFolders;
import dev.kapok.network.definition.Networks;
import dev.kapok.network.names.NameServer;
import dev.kapok.network.plugin.BuiltinPlugins;
import dev.kapok.storage.ContainerLayers;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StoreCheck;
import dev.kapok.storage.Trees;
import dev.kapok.storage.store.OtherEngines;
import dev.kapok.storage.store.SqlContainerLayers;
import dev.kapok.storage.store.SqlLayerStore;
import dev.kapok.storage.store.SqlLayerTars;
import dev.kapok.storage.store.SqlStoreCheck;
import dev.kapok.storage.store.SqlTrees;
import dev.kapok.storage.store.StorageSchema;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.RandomId;
import dev.kapok.sys.sql.Schema;
import dev.kapok.sys.sql.StateDatabase;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of one engine. Belongs to one thread. */
public final class EngineParts implements AutoCloseable {
  /** A layer's table comes before an image's, which comes before a container's. */
  private static final List<Schema> SCHEMAS =
      List.of(StorageSchema.SCHEMA, ImageSchema.SCHEMA, LibpodSchema.SCHEMA);

  /** Where distributions put the helpers of container engines. */
  private static final String HELPER_PATH =
      ":/usr/local/libexec/podman:/usr/local/lib/podman:/usr/libexec/podman:/usr/lib/podman";

  private final Kernel kernel;
  private final EngineConfig config;
  private final Clock clock;
  private final EnginePaths paths;
  private final Disk disk;
  private final Boot boot;
  private final RandomId ids;
  private @Nullable StateDatabase database;
  private @Nullable ContainerTable containers;
  private @Nullable ObjectLocks locks;
  private @Nullable RuntimeChooser runtimes;
  private @Nullable UserNetworks networks;
  private @Nullable Networks definitions;
  private @Nullable ContainerLayers layers;
  private @Nullable LayerStore layerStore;
  private @Nullable ImageStore images;

  /** Remembers what everything is made from. */
  public EngineParts(Kernel kernel, EngineConfig config, Clock clock) {
    this.kernel = kernel;
    this.config = config;
    this.clock = clock;
    this.paths = new EnginePaths(config.directories());
    this.disk = new Disk(kernel);
    this.boot = new Boot(disk);
    this.ids = new RandomId(kernel.io());
  }

  /** Returns the way to the operating system. */
  public Kernel kernel() {
    return kernel;
  }

  /** Returns what was configured. */
  public EngineConfig config() {
    return config;
  }

  /** Returns the time. */
  public Clock clock() {
    return clock;
  }

  /** Returns where everything lies. */
  public EnginePaths paths() {
    return paths;
  }

  /** Returns the way to small files. */
  public Disk disk() {
    return disk;
  }

  /** Returns which boot this is. */
  public Boot boot() {
    return boot;
  }

  /** Returns the maker of ids. */
  public RandomId ids() {
    return ids;
  }

  /**
   * Returns the state database, opened and migrated.
   *
   * @throws KapokException INVALID where it would have to be made among another engine's data
   */
  public StateDatabase database() {
    StateDatabase open = database;
    if (open == null) {
      // Nearly always there; the exception of mkdir(2) would cost more than this look.
      if (!disk.exists(paths.database())) {
        makeRoot();
      }
      open = StateDatabase.open(kernel, paths.database(), SCHEMAS);
      database = open;
    }
    return open;
  }

  /** Another engine's layers have no rows here, and would be taken for leftovers. */
  private void makeRoot() {
    String trace = OtherEngines.traceIn(kernel, config.root());
    if (trace != null) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "root "
              + config.root()
              + " is a store of containers/storage (podman, buildah), as its folder "
              + trace
              + " tells: choose another --root");
    }
    disk.makeFolders(config.root(), 0700);
  }

  /** Returns the rows of containers. */
  public ContainerTable containers() {
    ContainerTable table = containers;
    if (table == null) {
      table = new ContainerTable(database());
      containers = table;
    }
    return table;
  }

  /** Returns the codes of containers that are gone. */
  public ExitCodes exitCodes() {
    return new ExitCodes(database());
  }

  /** Returns the rows that say which container needs which. */
  public DependencyTable dependencies() {
    return new DependencyTable(database());
  }

  /** Returns the rows of pods. */
  public PodTable pods() {
    return new PodTable(database());
  }

  /** Returns the rows of volumes. */
  public VolumeTable volumes() {
    return new VolumeTable(database());
  }

  /** Returns the rows that say which container joins which network. */
  public NetworkUseTable networkUses() {
    return new NetworkUseTable(database());
  }

  /** Returns the networks that are defined. */
  public Networks definitions() {
    Networks made = definitions;
    if (made == null) {
      NetworkDirectories folders = config.directories().networks();
      made =
          new Networks(
              kernel,
              new NetworkFolders(folders.own(), folders.foreign(), folders.podman()),
              config.storage().rootless() ? List.of(RootlessNamespace.SUBNET) : List.of());
      definitions = made;
    }
    return made;
  }

  /** Returns the containers' locks. */
  public ObjectLocks locks() {
    ObjectLocks made = locks;
    if (made == null) {
      made = new ObjectLocks(kernel, disk, paths);
      locks = made;
    }
    return made;
  }

  /** Returns who chooses the low-level runtime. */
  public RuntimeChooser runtimes() {
    RuntimeChooser made = runtimes;
    if (made == null) {
      made = new RuntimeChooser(kernel, config, paths, disk);
      runtimes = made;
    }
    return made;
  }

  /** Returns the runtime at a path. */
  public OciRuntime runtime(String path) {
    return runtimes().at(path);
  }

  /** Returns the starter of monitors. */
  public Conmon conmon() {
    EngineConfig.Programs programs = config.programs();
    return new Conmon(kernel, programs.conmon(), programs.path(), programs.env());
  }

  /** Returns the helpers that connect network namespaces. */
  public UserNetworks networks() {
    UserNetworks made = networks;
    if (made == null) {
      EngineConfig.Programs programs = config.programs();
      made = new UserNetworks(kernel, programs.path(), programs.env(), config.runRoot());
      networks = made;
    }
    return made;
  }

  /** Tells whether a CNI plugin is a program although it is built in. */
  public boolean isExternalPlugin(String type) {
    return ExternalPlugins.of(config.programs().env()).contains(type);
  }

  /** Returns who connects containers to defined networks. */
  public CniRuntime cni() {
    EngineConfig.Programs programs = config.programs();
    Set<String> external = ExternalPlugins.of(programs.env());
    PluginSource builtIn =
        new BuiltinPlugins(kernel, programs.env(), external, paths.networkLocks());
    Plugins plugins =
        new Plugins(kernel.processes(), programs.env(), programs.cniPlugins(), builtIn, external);
    return new CniRuntime(kernel, plugins, paths.connections());
  }

  /** Returns who makes containers' names known on defined networks. */
  public NameServer names() {
    EngineConfig.Programs programs = config.programs();
    String program = kernel.processes().find("aardvark-dns", programs.path() + HELPER_PATH);
    return new NameServer(
        kernel, program, programs.env(), paths.containerNames(), new OwnCgroup(disk, config));
  }

  /** Returns the ports of the host that containers have. */
  public PublishedPorts publishedPorts() {
    return new PublishedPorts(database(), kernel.pids(), boot.id());
  }

  /** Returns the namespace that an unprivileged user's networks are in. */
  public RootlessNamespace rootlessNamespace() {
    NameServer server = names();
    return new RootlessNamespace(
        kernel,
        networks(),
        paths.rootlessNamespace(),
        paths.rootlessUsers(),
        new Runnable() {
          @Override
          public void run() {
            server.forget();
          }
        });
  }

  /** Returns the network namespaces. */
  public NetworkNamespaces networkNamespaces() {
    return new NetworkNamespaces(kernel, paths.networkNamespaces());
  }

  /** Returns the containers' own layers. */
  public ContainerLayers layers() {
    ContainerLayers made = layers;
    if (made == null) {
      made = new SqlContainerLayers(kernel, database(), config.storage(), new CopyLine(kernel));
      layers = made;
    }
    return made;
  }

  /** Returns the layers of images. */
  public LayerStore layerStore() {
    LayerStore made = layerStore;
    if (made == null) {
      made = new SqlLayerStore(kernel, database(), config.storage());
      layerStore = made;
    }
    return made;
  }

  /** Returns the trees of layers and containers. */
  public Trees trees() {
    return new SqlTrees(kernel, database(), config.storage());
  }

  /** Returns the tars of those layers. */
  public LayerTars layerTars() {
    return new SqlLayerTars(kernel, database(), config.storage());
  }

  /** Makes the images of other stores, where some are named, images of this one. */
  public void seeOtherStores() {
    SqlImageStore.seeOthers(kernel, database(), config.storage());
  }

  /** Returns the images. */
  public ImageStore images() {
    ImageStore made = images;
    if (made == null) {
      seeOtherStores();
      made = new SqlImageStore(database(), layerStore());
      images = made;
    }
    return made;
  }

  /** Returns the check of the layers' records and files. */
  public StoreCheck storeCheck() {
    return new SqlStoreCheck(kernel, database(), config.storage());
  }

  /** Closes the database; whoever asks for it next opens it anew. */
  @Override
  public void close() {
    if (database != null) {
      database.close();
      database = null;
      containers = null;
      layers = null;
      layerStore = null;
      images = null;
    }
  }
}
