package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rules of layers: {@code .wh.} names delete, and of two entries with one name the later wins.
 */
final class LayerRules implements EntryRules {
  private final FileTree tree;
  private final UnpackOptions options;
  private final Notes notes;
  private final TarRecorder recorder;
  private final Whiteouts whiteouts;
  private final TreeDeleter deleter;
  private boolean rootOpaque;

  LayerRules(Kernel kernel, UnpackOptions options, Notes notes, TarRecorder recorder) {
    this.tree = kernel.tree();
    this.options = options;
    this.notes = notes;
    this.recorder = recorder;
    this.whiteouts = new Whiteouts(kernel, options.whiteouts());
    this.deleter = new TreeDeleter(kernel);
  }

  boolean rootOpaque() {
    return rootOpaque;
  }

  @Override
  public boolean isMarker(byte[] name) {
    return whiteouts.deletes(name);
  }

  @Override
  public void mark(int dirFd, EntryName name, TarEntry entry) throws LayerFormatException {
    rootOpaque |= name.parent().length == 0 && Whiteouts.isOpaqueMarker(name.base());
    whiteouts.apply(dirFd, name.base(), entry);
  }

  @Override
  public boolean makesDevice(TarEntry entry, boolean character) {
    if (options.rootless()) {
      notes.add("device nodes are left out, only root can make them", entry.displayName());
      return false;
    }
    if (character && entry.deviceMajor() == 0 && entry.deviceMinor() == 0) {
      notes.add("devices 0/0 are left out, they mean deletion to overlay", entry.displayName());
      return false;
    }
    return true;
  }

  @Override
  public boolean replaceByFolder(int dirFd, byte[] name, FileStat there, int mode) {
    return whiteouts.replaceByFolder(dirFd, name, there, mode);
  }

  /** What has content is kept beside the layer, since the layer's tar needs it. */
  @Override
  public void makeRoom(
      int dirFd, byte[] folder, byte[] name, @Nullable FileStat there, boolean isFolder)
      throws IOException {
    if (there != null && (there.isDirectory() || (there.isRegular() && there.size() > 0))) {
      recorder.keep(tree, dirFd, folder, name);
    } else {
      deleter.delete(dirFd, name);
    }
  }
}
