package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.unpack.LayerUnpacker;
import dev.kapok.storage.unpack.UnpackOptions;
import dev.kapok.storage.unpack.UnpackResult;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers as rows of the state database and folders of a driver. */
public final class SqlLayerStore implements LayerStore {
  /**
   * The mode of a staged layer's root until it is known that the tar has an entry for it. Without
   * one, the root looks like the parent's.
   */
  private static final int ROOT_UNSET = 01700;

  private static final int ROOT_DEFAULT = 0755;

  /** Stands beside the files of a layer that hides everything beneath it. */
  private static final String OPAQUE = "/opaque";

  private final Kernel kernel;
  private final StateDatabase database;
  private final StorageConfig config;
  private final GraphDriver driver;
  private final LayerPaths paths;
  private final RandomNames names;
  private final LayerRows rows;
  private final LayerUnpacker unpacker;
  private final Folder folder;

  /**
   * Opens the store; nothing is read or made yet.
   *
   * @throws dev.kapok.storage.StorageException where the configuration names no driver or an option
   *     that is not supported
   */
  public SqlLayerStore(Kernel kernel, StateDatabase database, StorageConfig config) {
    DriverOptions options = DriverOptions.parse(config.driver(), config.options());
    this.kernel = kernel;
    this.database = database;
    this.config = config;
    this.driver = Drivers.of(kernel, config, options);
    this.paths = Drivers.paths(config);
    this.names = new RandomNames(kernel.io());
    this.rows = new LayerRows(database, driver.name());
    this.unpacker =
        new LayerUnpacker(
            kernel,
            new UnpackOptions(driver.whiteouts(), config.rootless(), options.ignoreOwners()));
    this.folder = new Folder(kernel);
  }

  @Override
  public @Nullable Layer find(Digest chainId) {
    Layer layer = rows.byChain(chainId);
    return layer == null || !isThere(layer) ? null : layer;
  }

  /** Somebody may have deleted its files behind our back, or the other store that has them. */
  private boolean isThere(Layer layer) {
    return folder.stat(paths.diff(layer.id())) != null;
  }

  @Override
  public @Nullable Layer get(String id) {
    return rows.byId(id);
  }

  @Override
  public List<Layer> list() {
    return rows.all();
  }

  @Override
  public boolean isOfAnotherDriver(String id) {
    return rows.isOfAnotherDriver(id);
  }

  @Override
  public StagedLayer stage(InputStream tar) throws IOException {
    driver.check();
    String id = names.id();
    int self = kernel.pids().self();
    String staged = paths.staging(self, kernel.pids().startTime(self), id);
    folder.makeAll(paths.staging(), 0700);
    spread(paths.staging());
    folder.make(staged, 0700);
    boolean complete = false;
    try {
      String diff = staged + "/diff";
      folder.make(diff, ROOT_UNSET);
      UnpackResult result = unpack(tar, staged, diff);
      if (result.rootOpaque()) {
        folder.make(staged + OPAQUE, 0700);
      }
      complete = true;
      return new StagedLayer(id, staged, result.diffId(), result.size(), result.notes());
    } finally {
      if (!complete) {
        delete(staged);
      }
    }
  }

  /**
   * Layers have nothing to do with each other. Made apart, several are unpacked without waiting for
   * the same tables, and none goes where another was just removed, which ext4 without a journal
   * avoids by looking at each removed file again for each new one.
   */
  private void spread(String path) {
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      kernel.attributes().spread(fd);
    } finally {
      kernel.io().close(fd);
    }
  }

  private UnpackResult unpack(InputStream tar, String staged, String diff) throws IOException {
    int stagedFd = kernel.io().open(staged, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try (TarRecorder recorder =
        new TarRecorder(kernel, stagedFd, LayerPaths.TAR, LayerPaths.KEPT)) {
      int fd = kernel.io().open(diff, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
      try {
        return unpacker.unpack(tar, fd, recorder);
      } finally {
        kernel.io().close(fd);
      }
    } finally {
      kernel.io().close(stagedFd);
    }
  }

  /** The folder of the layers may not be there yet; then one above it tells. */
  @Override
  public long freeBytes() {
    File place = new File(paths.home());
    while (!place.exists() && place.getParentFile() != null) {
      place = place.getParentFile();
    }
    return place.getUsableSpace();
  }

  @Override
  public void sync() {
    int fd = kernel.io().open(paths.home(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      kernel.io().syncFileSystem(fd);
    } finally {
      kernel.io().close(fd);
    }
  }

  @Override
  public Layer commit(Tx tx, StagedLayer staged, @Nullable Layer parent) {
    Digest chainId = ChainIds.of(parent == null ? null : parent.chainId(), staged.diffId());
    Layer existing = rows.byChain(tx, chainId);
    if (existing != null) {
      if (isThere(existing)) {
        discard(staged);
      } else {
        // Here they are again, and this store's own: what is left is a link to nowhere, at most.
        delete(paths.layer(existing.id()));
        place(staged, existing, parent);
        rows.own(tx, existing.id());
      }
      return existing;
    }
    Layer layer =
        new Layer(
            staged.id(),
            parent == null ? null : parent.id(),
            staged.diffId(),
            chainId,
            names.link(),
            staged.size());
    place(staged, layer, parent);
    rows.insert(tx, layer, folder.stat(paths.layer(layer.id()) + OPAQUE) != null);
    return layer;
  }

  /** The rename has to be on disk before the row that speaks of it. */
  private void place(StagedLayer staged, Layer layer, @Nullable Layer parent) {
    FileStat root = folder.stat(staged.folder() + "/diff");
    if (root != null && (root.mode() & 07777) == ROOT_UNSET) {
      FileStat like = parent == null ? null : folder.stat(paths.diff(parent.id()));
      if (like == null) {
        setMode(staged.folder() + "/diff", ROOT_DEFAULT);
      } else {
        folder.dress(staged.folder() + "/diff", like);
      }
    }
    folder.make(paths.links(), 0700);
    kernel.io().rename(staged.folder(), paths.layer(layer.id()));
    byte[] link = Folder.bytes(paths.link(layer.link()));
    if (kernel.tree().stat(FileTree.CWD, link) == null) {
      byte[] target = Folder.bytes(LayerPaths.linkTarget(layer.id()));
      kernel.tree().symlink(target, FileTree.CWD, link);
    }
    syncFolder(paths.links());
    syncFolder(paths.home());
  }

  private void setMode(String path, int mode) {
    kernel.attributes().chmod(FileTree.CWD, Folder.bytes(path), mode);
  }

  private void syncFolder(String path) {
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      kernel.io().sync(fd);
    } finally {
      kernel.io().close(fd);
    }
  }

  @Override
  public void discard(StagedLayer staged) {
    delete(staged.folder());
  }

  private void delete(String path) {
    new TreeDeleter(kernel).delete(path);
  }

  @Override
  public void remove(Tx tx, String id) {
    rows.delete(tx, id);
  }

  @Override
  public void sweep() {
    new Sweep(kernel, database, config, config.driver()).run();
    for (String driver : Drivers.others(config)) {
      new Sweep(kernel, database, config, driver).run();
    }
  }
}
