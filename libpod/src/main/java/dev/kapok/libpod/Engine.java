package dev.kapok.libpod;

import dev.kapok.image.ImageStore;
import dev.kapok.libpod.images.LocalImages;
import dev.kapok.libpod.networks.LocalNetworks;
import dev.kapok.libpod.parts.Clock;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.pods.LocalPods;
import dev.kapok.libpod.system.LocalSystem;
import dev.kapok.libpod.tree.LocalTrees;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.NetworkMoves;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.libpod.verb.Streams;
import dev.kapok.libpod.verb.Upkeep;
import dev.kapok.libpod.volumes.LocalVolumes;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.driver.StorageStatus;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.StateDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The engine as its users see it: constructed once per process, opens what is asked for.
 *
 * <p>Has no logic of its own; belongs to one thread.
 */
public final class Engine implements AutoCloseable {
  private final EngineParts parts;
  private @Nullable ContainerLifecycle lifecycle;

  /** Remembers its surroundings; touches nothing yet. */
  public Engine(Kernel kernel, EngineConfig config) {
    this.parts = new EngineParts(kernel, config, Clock.SYSTEM);
  }

  /** Returns the way to the operating system. */
  public Kernel kernel() {
    return parts.kernel();
  }

  /** Returns what was configured. */
  public EngineConfig config() {
    return parts.config();
  }

  /** Returns what moves containers through their life. */
  public ContainerLifecycle lifecycle() {
    ContainerLifecycle made = lifecycle;
    if (made == null) {
      made = new Lifecycle(parts);
      lifecycle = made;
    }
    return made;
  }

  /** Returns what puts in order what containers leave behind. */
  public ContainerUpkeep upkeep() {
    return new Upkeep(parts);
  }

  /** Returns what moves containers from network to network. */
  public ContainerNetworks containerNetworks() {
    return new NetworkMoves(parts);
  }

  /** Returns what joins this process to containers. */
  public ContainerIo io() {
    return new Streams(parts);
  }

  /** Returns what tells about containers. */
  public ContainerQueries queries() {
    return new Queries(parts);
  }

  /** Returns the state database, with the tables of all modules. */
  public StateDatabase database() {
    return parts.database();
  }

  /** Returns what knows images. */
  public Images images() {
    return new LocalImages(parts);
  }

  /** Returns what knows pods. */
  public Pods pods() {
    return new LocalPods(parts);
  }

  /** Returns what knows volumes. */
  public Volumes volumes() {
    return new LocalVolumes(parts);
  }

  /** Returns what knows networks. */
  public Networks networks() {
    return new LocalNetworks(parts);
  }

  /** Returns the records of images, for whoever brings new ones. */
  public ImageStore imageStore() {
    return parts.images();
  }

  /** Returns the layers of images. */
  public LayerStore layerStore() {
    return parts.layerStore();
  }

  /** Returns the tars of those layers, for whoever sends them somewhere. */
  public LayerTars layerTars() {
    return parts.layerTars();
  }

  /** Returns what works on the files of containers as a whole. */
  public ContainerTrees trees() {
    return new LocalTrees(parts);
  }

  /** Returns what works on the store as a whole. */
  public EngineSystem system() {
    return new LocalSystem(parts);
  }

  /** Returns the path of the low-level runtime that new containers get. */
  public String runtime() {
    return parts.runtimes().choose();
  }

  /** Looks at the store's driver and at where it lies. */
  public StorageStatus storage() {
    return StorageStatus.of(parts.kernel(), parts.config().storage());
  }

  /** Returns conmon's path. */
  public String conmon() {
    return parts.conmon().program();
  }

  @Override
  public void close() {
    parts.close();
  }
}
