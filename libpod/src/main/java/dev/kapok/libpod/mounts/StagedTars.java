package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where tars are unpacked, beside a volume's files, before they become those: a folder for each,
 * which its maker has locked while it lives. What nobody has locked was left by one who was killed.
 */
public final class StagedTars {
  /** How long a sweep may take that mistook a new folder for an abandoned one, in milliseconds. */
  private static final long PATIENCE = 10_000;

  private final EngineParts parts;
  private final String all;

  /** Looks beside the files of a volume. */
  public StagedTars(EngineParts parts, String volume) {
    this.parts = parts;
    this.all = parts.paths().volumeImports(volume);
  }

  /**
   * A folder for a tar, deleted in the end.
   *
   * @param path of the folder
   */
  public record Staged(EngineParts parts, String path, int lock) implements AutoCloseable {
    /** Tells whether it is still where it was made: its volume may be gone. */
    public boolean isThere() {
      return parts.disk().exists(path + "/lock");
    }

    @Override
    public void close() {
      try {
        parts.disk().deleteTree(path);
        removeEmpty(parts, path.substring(0, path.lastIndexOf('/')));
      } finally {
        parts.locks().unlock(lock);
      }
    }
  }

  /** Makes a folder. */
  public Staged begin() {
    String path = all + "/" + parts.ids().hex(16);
    parts.disk().makeFolders(path, 0700);
    int lock = parts.locks().acquire(path + "/lock", PATIENCE);
    if (lock < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED, "locking " + path + ": another process holds it; try again");
    }
    return new Staged(parts, path, lock);
  }

  /** Deletes what was abandoned. */
  public void sweep() {
    List<String> names = parts.disk().list(all);
    for (int i = 0; i < names.size(); i++) {
      String path = all + "/" + names.get(i);
      int lock = parts.locks().acquire(path + "/lock", 0);
      if (lock >= 0) {
        new Staged(parts, path, lock).close();
      }
    }
  }

  private static void removeEmpty(EngineParts parts, String folder) {
    try {
      parts.kernel().tree().unlink(FileTree.CWD, folder.getBytes(StandardCharsets.UTF_8), true);
    } catch (SyscallException e) {
      // Somebody else unpacks a tar there, or was faster.
      if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST && e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }
}
