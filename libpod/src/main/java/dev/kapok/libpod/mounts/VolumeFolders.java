package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The folders of volumes: {@code NAME/_data} holds the files, {@code NAME/fresh} says that nobody
 * has used them yet.
 *
 * <p>Folders come and go within the transaction that writes the row, so that no two commands can be
 * at it at once. What a crash leaves is either a folder without a row, which the next volume of
 * that name takes over, or a folder that was put aside and whose row is still there: {@link
 * #requireThere} puts it back.
 */
public final class VolumeFolders {
  /** How long another command may take to fill a volume, in milliseconds. */
  private static final long PATIENCE = 600_000;

  private final EngineParts parts;
  private final Disk disk;

  /** Works with these parts. */
  public VolumeFolders(EngineParts parts) {
    this.parts = parts;
    this.disk = parts.disk();
  }

  /** Returns what a volume's options mean. */
  public static LocalDriver driver(VolumeSummary volume) {
    Map<String, String> options = new HashMap<>();
    Map<String, Object> parsed = Json.parseObject(volume.options());
    for (Iterator<String> keys = parsed.keySet().iterator(); keys.hasNext(); ) {
      String key = keys.next();
      String value = Json.string(parsed, key);
      options.put(key, value == null ? "" : value);
    }
    return LocalDriver.of(options);
  }

  /** Makes the folder of a volume whose row is being written. */
  public void make(VolumeSummary volume) {
    String name = volume.name();
    LocalDriver driver = driver(volume);
    new RemovedVolumes(parts).discardOlder(name);
    disk.makeFolderOfStrangers(parts.paths().volumes(), 0700);
    disk.makeFolders(parts.paths().volume(name), 0700);
    disk.write(parts.paths().volumeFresh(name), driver.uid() >= 0 ? "owned" : "", 0600);
    String data = parts.paths().volumeData(name);
    if (disk.makeFolder(data, 0755)) {
      byte[] path = data.getBytes(StandardCharsets.UTF_8);
      parts.kernel().attributes().chmod(FileTree.CWD, path, 0755); // whatever the umask is
      if (driver.uid() >= 0 || driver.gid() >= 0) {
        parts
            .kernel()
            .attributes()
            .chown(FileTree.CWD, path, (int) driver.uid(), (int) driver.gid());
      }
    }
  }

  /** Locks a volume's files; the result goes to {@link #unlock}. */
  public int lock(String name) {
    int lock = parts.locks().acquire(parts.paths().volumeLock(name), PATIENCE);
    if (lock < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "locking volume "
              + name
              + ": another process has worked on it for a long time; see what it waits for, or end"
              + " it");
    }
    return lock;
  }

  /** Frees a lock. */
  public void unlock(int lock) {
    parts.locks().unlock(lock);
  }

  /**
   * Makes sure that a recorded volume has its files.
   *
   * @throws KapokException FAILED where somebody else deleted them, NOT_FOUND where there is no
   *     such record any more
   */
  public void requireThere(String name) {
    if (disk.exists(parts.paths().volumeData(name))) {
      return;
    }
    restore(name);
    if (disk.exists(parts.paths().volumeData(name))) {
      return;
    }
    if (!parts.volumes().has(name)) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND, "volume " + name + " was removed meanwhile");
    }
    throw new KapokException(
        KapokException.Kind.FAILED,
        "volume "
            + name
            + ": its folder "
            + parts.paths().volumeData(name)
            + " is gone, and Kapok did not delete it: put it back, or remove the volume with"
            + " \"volume rm --force "
            + name
            + "\"");
  }

  /** In a transaction, as nobody else removes the volume or puts it back meanwhile. */
  private void restore(String name) {
    RemovedVolumes removed = new RemovedVolumes(parts);
    if (removed.find(name) == null) {
      return;
    }
    try (Tx tx = parts.database().beginRemoval()) {
      String aside = removed.find(name);
      if (aside != null
          && !disk.exists(parts.paths().volumeData(name))
          && parts.volumes().has(name)) {
        disk.deleteFile(parts.paths().volumeLock(name));
        if (disk.exists(parts.paths().volume(name))) {
          byte[] empty = parts.paths().volume(name).getBytes(StandardCharsets.UTF_8);
          parts.kernel().tree().unlink(FileTree.CWD, empty, true);
        }
        removed.putBack(name, aside);
      }
      tx.commit();
    }
  }
}
