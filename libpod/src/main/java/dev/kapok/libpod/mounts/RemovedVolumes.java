package dev.kapok.libpod.mounts;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders of volumes that wait for their deletion, which takes time and is done in no transaction.
 *
 * <p>Within the transaction that deletes a volume's row, its folder goes to {@code RANDOM/NAME}
 * here; while there still is such a row, the folder is its own and is put back. What begins with a
 * dot is nobody's any more.
 */
public final class RemovedVolumes {
  private static final int RANDOM_DIGITS = 16;

  private final EngineParts parts;
  private final Disk disk;

  /** Works with these parts. */
  public RemovedVolumes(EngineParts parts) {
    this.parts = parts;
    this.disk = parts.disk();
  }

  /**
   * Puts a volume's folder aside, within the transaction that deletes the row.
   *
   * @return where it is now, null where there is none
   */
  public @Nullable String putAside(String name) {
    if (!disk.exists(parts.paths().volume(name))) {
      return null;
    }
    String aside = folder() + "/" + parts.ids().hex(RANDOM_DIGITS);
    disk.makeFolders(aside, 0700);
    parts.kernel().io().rename(parts.paths().volume(name), aside + "/" + name);
    return aside;
  }

  /** Takes {@link #putAside} back. */
  public void putBack(String name, String aside) {
    if (disk.exists(aside + "/" + name)) {
      parts.kernel().io().rename(aside + "/" + name, parts.paths().volume(name));
    }
    delete(aside);
  }

  /**
   * Returns where a volume's folder was put aside by one who did not get further; null for none.
   */
  @Nullable String find(String name) {
    List<String> names = disk.list(folder());
    for (int i = 0; i < names.size(); i++) {
      String path = folder() + "/" + names.get(i);
      if (!names.get(i).startsWith(".") && disk.exists(path + "/" + name + "/_data")) {
        return path;
      }
    }
    return null;
  }

  /** Gives up what an older volume of this name left, within the transaction that makes a row. */
  void discardOlder(String name) {
    List<String> names = disk.list(folder());
    for (int i = 0; i < names.size(); i++) {
      if (disk.exists(folder() + "/" + names.get(i) + "/" + name)) {
        discard(names.get(i));
      }
    }
  }

  /** Deletes what was put aside, after the commit. */
  public void delete(String aside) {
    disk.deleteTree(aside);
    byte[] all = folder().getBytes(StandardCharsets.UTF_8);
    try {
      parts.kernel().tree().unlink(FileTree.CWD, all, true);
    } catch (SyscallException e) {
      // Others wait there, or somebody else was faster.
      if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST && e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Deletes all that is needed no more; what fails is tried again by the next sweep. */
  public void sweep(Failures failures) {
    List<String> names = disk.list(folder());
    for (int i = 0; i < names.size(); i++) {
      try {
        sweep(names.get(i));
      } catch (SyscallException e) {
        failures.add(e);
      }
    }
  }

  private void sweep(String found) {
    String nobodys = found;
    if (!found.startsWith(".")) {
      try (Tx tx = parts.database().beginRemoval()) {
        nobodys = isNeeded(found) ? "" : discard(found);
        tx.commit();
      }
    }
    if (!nobodys.isEmpty()) {
      delete(folder() + "/" + nobodys);
    }
  }

  private boolean isNeeded(String found) {
    List<String> names = disk.list(folder() + "/" + found);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (parts.volumes().has(name) && !disk.exists(parts.paths().volumeData(name))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the new name; "" where somebody else was faster. */
  private String discard(String found) {
    String nobodys = "." + parts.ids().hex(RANDOM_DIGITS);
    try {
      parts.kernel().io().rename(folder() + "/" + found, folder() + "/" + nobodys);
      return nobodys;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return "";
      }
      throw e;
    }
  }

  private String folder() {
    return parts.paths().removedVolumes();
  }
}
