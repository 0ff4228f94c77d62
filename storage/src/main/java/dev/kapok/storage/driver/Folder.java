package dev.kapok.storage.driver;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Folders by absolute path, for the store's own, whose parents nobody else can write to. */
public final class Folder {
  private final Kernel kernel;

  /** Works through this kernel. */
  public Folder(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Makes a folder with exactly this mode; one that is there stays as it is. */
  public void make(String path, int mode) {
    byte[] name = bytes(path);
    try {
      kernel.tree().mkdir(FileTree.CWD, name, mode);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      return;
    }
    kernel.attributes().chmod(FileTree.CWD, name, mode);
  }

  /** Makes a folder and those above it that are missing. */
  public void makeAll(String path, int mode) {
    if (stat(path) != null) {
      return;
    }
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      makeAll(path.substring(0, slash), mode);
    }
    make(path, mode);
  }

  /** Gives a folder the owner and the mode of another. */
  public void dress(String path, FileStat like) {
    byte[] name = bytes(path);
    kernel.attributes().chown(FileTree.CWD, name, like.uid(), like.gid());
    kernel.attributes().chmod(FileTree.CWD, name, like.mode() & 07777);
  }

  /** Returns what is there, null for nothing. */
  public @Nullable FileStat stat(String path) {
    return kernel.tree().stat(FileTree.CWD, bytes(path));
  }

  /** Returns a path as the kernel takes it. */
  public static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
