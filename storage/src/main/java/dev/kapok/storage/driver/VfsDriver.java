package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tree.TreeCopier;
import dev.kapok.storage.tree.TreeSize;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies: each container gets all files of its layers as its own. It works on any file system,
 * costs time and space for every container, and is used only when asked for by name.
 *
 * <p>The copy is made at the first mount, not at {@link #prepare}, which runs inside a transaction.
 */
public final class VfsDriver implements GraphDriver {
  /** The name of the driver and of its folder. */
  public static final String NAME = "vfs";

  private final Kernel kernel;
  private final LayerPaths paths;
  private final Folder folder;

  /** Works in one store's folder. */
  public VfsDriver(Kernel kernel, LayerPaths paths) {
    this.kernel = kernel;
    this.paths = paths;
    this.folder = new Folder(kernel);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check() {}

  @Override
  public WhiteoutStyle whiteouts() {
    return WhiteoutStyle.FILES;
  }

  @Override
  public void prepare(String containerId, List<Lower> lowers) {
    folder.make(paths.container(containerId), 0700);
  }

  @Override
  public @Nullable MountSpec mount(
      String containerId, List<Lower> lowers, boolean disposable, @Nullable IdMaps owners) {
    String root = root(containerId);
    if (folder.stat(root) == null) {
      String half = paths.container(containerId) + "/copying";
      new TreeDeleter(kernel).delete(half);
      folder.make(half, 0755);
      for (int i = lowers.size() - 1; i >= 0; i--) {
        copy(lowers.get(i), half, owners);
      }
      if (lowers.isEmpty() && owners != null) {
        byte[] name = Folder.bytes(half);
        kernel.attributes().chown(FileTree.CWD, name, owners.user(0), owners.group(0));
      }
      kernel.io().rename(half, root);
    }
    return null;
  }

  private void copy(Lower lower, String target, @Nullable IdMaps owners) {
    String source = paths.diff(lower.id());
    FileStat stat = folder.stat(source);
    if (stat == null) {
      throw new StorageException("layer " + lower.id() + " has lost its folder " + source);
    }
    new TreeCopier(kernel, owners).addLayer(source, target);
  }

  @Override
  public Owners owners() {
    return Owners.OWN;
  }

  @Override
  public String root(String containerId) {
    return paths.merged(containerId);
  }

  @Override
  public @Nullable String changes(String containerId) {
    return null;
  }

  /**
   * Returns what the whole copy has more than the layers had; what was deleted counts against it.
   */
  @Override
  public long size(String containerId, List<Lower> lowers) {
    long layers = 0;
    for (int i = 0; i < lowers.size(); i++) {
      layers += lowers.get(i).size();
    }
    return Math.max(0, new TreeSize(kernel).of(root(containerId)) - layers);
  }
}
