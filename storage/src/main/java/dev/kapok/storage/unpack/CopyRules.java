package dev.kapok.storage.unpack;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;
import org.jspecify.annotations.Nullable;

/** The rules of copying: no name is special, and files give way to files, folders to nothing. */
final class CopyRules implements EntryRules {
  private final TreeDeleter deleter;
  private final CopyOptions options;

  CopyRules(Kernel kernel, CopyOptions options) {
    this.deleter = new TreeDeleter(kernel);
    this.options = options;
  }

  @Override
  public boolean isMarker(byte[] name) {
    return false;
  }

  @Override
  public void mark(int dirFd, EntryName name, TarEntry entry) {
    throw new IllegalStateException("nothing is a marker");
  }

  @Override
  public boolean makesDevice(TarEntry entry, boolean character) {
    return options.devices();
  }

  @Override
  public boolean replaceByFolder(int dirFd, byte[] name, FileStat there, int mode) {
    return false;
  }

  @Override
  public void makeRoom(
      int dirFd, byte[] folder, byte[] name, @Nullable FileStat there, boolean isFolder) {
    boolean wasFolder = there != null && there.isDirectory();
    if (wasFolder != isFolder && there != null && !options.overwrite()) {
      throw new StorageException(
          "writing "
              + TarEntry.display(name)
              + (isFolder
                  ? ": what is there is no directory"
                  : ": what is there is a directory, which a file does not replace")
              + ": remove it, or pass --overwrite");
    }
    deleter.delete(dirFd, name);
  }
}
