package dev.kapok.storage.store;

import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.StoreCheck;
import dev.kapok.storage.StoreDamage;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.unpack.LayerComparison;
import dev.kapok.storage.unpack.UnpackOptions;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.StateDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The check of a store whose records are in the state database. */
public final class SqlStoreCheck implements StoreCheck {
  private final Kernel kernel;
  private final StateDatabase database;
  private final StorageConfig config;
  private final GraphDriver driver;
  private final LayerPaths paths;
  private final LayerRows rows;
  private final LayerContent content;
  private final Leftovers leftovers;
  private final Folder folder;

  /**
   * Opens the store; nothing is read yet.
   *
   * @throws StorageException where the configuration names no driver or an option that is not
   *     supported
   */
  public SqlStoreCheck(Kernel kernel, StateDatabase database, StorageConfig config) {
    DriverOptions options = DriverOptions.parse(config.driver(), config.options());
    this.kernel = kernel;
    this.database = database;
    this.config = config;
    this.driver = Drivers.of(kernel, config, options);
    this.paths = Drivers.paths(config);
    this.rows = new LayerRows(database, config.driver());
    this.content =
        new LayerContent(
            kernel,
            paths,
            new SqlLayerTars(kernel, database, config),
            new LayerComparison(
                kernel,
                new UnpackOptions(driver.whiteouts(), config.rootless(), options.ignoreOwners())));
    this.leftovers = new Leftovers(kernel, database, paths, rows);
    this.folder = new Folder(kernel);
  }

  @Override
  public List<StoreDamage> layers(boolean quick) {
    List<StoreDamage> found = new ArrayList<>();
    for (Layer layer : rows.all()) {
      FileStat diff = folder.stat(paths.diff(layer.id()));
      if (diff == null || !diff.isDirectory()) {
        found.add(damage(StoreDamage.Kind.LAYER, layer, "its folder of files is missing"));
        continue;
      }
      if (!isLinked(layer)) {
        found.add(damage(StoreDamage.Kind.LINK, layer, "its short name is missing or wrong"));
      }
      String problem = quick ? "" : content.problem(layer);
      if (!problem.isEmpty()) {
        found.add(damage(StoreDamage.Kind.LAYER, layer, problem));
      }
    }
    return found;
  }

  private static StoreDamage damage(StoreDamage.Kind kind, Layer layer, String problem) {
    return new StoreDamage(kind, layer.id(), "layer " + layer.id() + ": " + problem);
  }

  private boolean isLinked(Layer layer) {
    byte[] link = Folder.bytes(paths.link(layer.link()));
    FileStat stat = kernel.tree().stat(FileTree.CWD, link);
    return stat != null
        && stat.isSymlink()
        && new String(kernel.tree().readlink(FileTree.CWD, link), StandardCharsets.UTF_8)
            .equals(LayerPaths.linkTarget(layer.id()));
  }

  @Override
  public List<StoreDamage> containers() {
    List<StoreDamage> found = new ArrayList<>();
    for (String id : new ContainerRows(database).of(config.driver())) {
      if (!isWhole(id) && !isElsewhere(id)) {
        found.add(
            new StoreDamage(
                StoreDamage.Kind.CONTAINER,
                id,
                "container " + id + ": the folder of its layer is missing"));
      }
    }
    return found;
  }

  /** Tells whether another driver has a container; what is on no layer tells no driver. */
  private boolean isElsewhere(String containerId) {
    for (String other : Drivers.others(config)) {
      if (folder.stat(new LayerPaths(config.root(), other).container(containerId)) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isWhole(String containerId) {
    String changes = driver.changes(containerId);
    return folder.stat(paths.container(containerId)) != null
        && (changes == null || folder.stat(changes) != null);
  }

  @Override
  public List<StoreDamage> leftovers() {
    return leftovers.find();
  }

  @Override
  public long unpackedAt(String layerId) {
    FileStat stat = folder.stat(paths.layer(layerId));
    return stat == null ? 0 : stat.modifiedSeconds();
  }

  @Override
  public void makeLinks() {
    folder.makeAll(paths.links(), 0700);
    for (Layer layer : rows.all()) {
      if (!isLinked(layer)) {
        byte[] link = Folder.bytes(paths.link(layer.link()));
        try {
          if (kernel.tree().stat(FileTree.CWD, link) != null) {
            kernel.tree().unlink(FileTree.CWD, link, false);
          }
          kernel
              .tree()
              .symlink(Folder.bytes(LayerPaths.linkTarget(layer.id())), FileTree.CWD, link);
        } catch (SyscallException e) {
          throw new StorageException(
              "make the short name of layer " + layer.id() + ": " + e.getMessage(), e);
        }
      }
    }
  }
}
