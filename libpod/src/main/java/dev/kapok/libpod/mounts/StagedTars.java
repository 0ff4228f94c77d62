package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where tars are unpacked, beside the files of a volume, before they become those: a folder for
 * each.
 *
 * <p>For each there is a mark in the engine's root, which names the volume and which its maker has
 * locked while he lives. So whoever sweeps looks into one folder, and not into every volume; what
 * nobody has locked was left by one who was killed.
 */
public final class StagedTars {
  /** How long a sweep may take that mistook a new mark for an abandoned one, in milliseconds. */
  private static final long PATIENCE = 10_000;

  private final EngineParts parts;
  private final String marks;

  /** Works with these parts. */
  public StagedTars(EngineParts parts) {
    this.parts = parts;
    this.marks = parts.paths().imports();
  }

  /**
   * A folder for a tar, deleted in the end.
   *
   * @param path of the folder
   * @param mark the file that tells of it
   */
  public record Staged(EngineParts parts, String path, String mark, int lock)
      implements AutoCloseable {
    /** Tells whether it is still where it was made: its volume may be gone. */
    public boolean isThere() {
      return parts.disk().exists(path);
    }

    @Override
    public void close() {
      try {
        if (!path.isEmpty()) {
          parts.disk().deleteTree(path);
          removeEmpty(parts, path.substring(0, path.lastIndexOf('/')));
        }
        parts.disk().deleteFile(mark);
        removeEmpty(parts, mark.substring(0, mark.lastIndexOf('/')));
      } finally {
        parts.locks().unlock(lock);
      }
    }
  }

  /** Makes a folder beside the files of a volume. */
  public Staged begin(String volume) {
    String id = parts.ids().hex(16);
    String mark = marks + "/" + id;
    int lock = parts.locks().acquire(mark, PATIENCE);
    if (lock < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED, "locking " + mark + ": another process holds it; try again");
    }
    boolean complete = false;
    Staged staged = new Staged(parts, folder(volume, id), mark, lock);
    try {
      parts.disk().write(mark, volume, 0600);
      parts.disk().makeFolders(staged.path(), 0700);
      complete = true;
      return staged;
    } finally {
      if (!complete) {
        staged.close();
      }
    }
  }

  private String folder(String volume, String id) {
    return parts.paths().volumeImports(volume) + "/" + id;
  }

  /** Deletes what was abandoned; what fails is tried again by the next sweep. */
  public void sweep(Failures failures) {
    List<String> ids = parts.disk().list(marks);
    for (int i = 0; i < ids.size(); i++) {
      try {
        sweep(ids.get(i));
      } catch (KapokException | SyscallException e) {
        failures.add(e);
      }
    }
  }

  private void sweep(String id) {
    String mark = marks + "/" + id;
    int lock = parts.locks().acquire(mark, 0);
    if (lock < 0) {
      return;
    }
    // Whoever was killed earlier had not written the name yet, and made nothing.
    String volume = parts.disk().read(mark);
    boolean named = volume != null && !volume.isEmpty();
    String path = named ? folder(LegalName.ofVolume(String.valueOf(volume)), id) : "";
    new Staged(parts, path, mark, lock).close();
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
