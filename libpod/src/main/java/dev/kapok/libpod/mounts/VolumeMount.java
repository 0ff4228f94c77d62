package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import java.util.List;

/**
 * What is mounted on the folder of a volume with {@code type} or {@code o=bind}, from its first use
 * to its last.
 *
 * <p>A container uses it while it has a bundle, and the host while it asked for it: nothing is
 * counted that a crash could falsify. The caller has the volume's lock.
 */
public final class VolumeMount {
  private final EngineParts parts;
  private final Mounts mounts;

  /** Works with these parts. */
  public VolumeMount(EngineParts parts) {
    this.parts = parts;
    this.mounts = parts.kernel().mounts();
  }

  /** Mounts it, unless it is mounted. */
  public void mount(VolumeSummary volume, LocalDriver driver) {
    String data = parts.paths().volumeData(volume.name());
    if (!driver.mounts() || mounts.isMountPoint(data)) {
      return;
    }
    try {
      if (driver.type().isEmpty()) {
        bind(driver, data);
      } else {
        mounts.mount(driver.device(), data, driver.type(), driver.flags(), driver.data());
      }
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "mounting volume "
              + volume.name()
              + ": "
              + (driver.type().isEmpty() ? "binding " : driver.type() + " of ")
              + driver.device()
              + ": "
              + e.getMessage()
              + (e.errno() == Errno.EPERM ? "; a mount of this type needs root" : ""),
          e);
    }
  }

  private void bind(LocalDriver driver, String data) {
    long depth = driver.flags() & Mounts.MS_REC;
    mounts.mount(driver.device(), data, null, Mounts.MS_BIND | depth, null);
    long flags = driver.flags() & ~Mounts.MS_REC;
    if (flags == 0) {
      return;
    }
    boolean complete = false;
    try {
      mounts.mount(null, data, null, Mounts.MS_REMOUNT | Mounts.MS_BIND | flags, null);
      complete = true;
    } finally {
      if (!complete) {
        mounts.unmount(data, Mounts.MNT_DETACH);
      }
    }
  }

  /**
   * Unmounts it, unless somebody uses it.
   *
   * @param except the id of a container that does not count, empty for none
   */
  public void unmountUnused(String name, String except) {
    if (users(name, except) == 0) {
      unmount(name);
    }
  }

  /** Unmounts it whoever uses it. */
  public void unmount(String name) {
    String data = parts.paths().volumeData(name);
    if (mounts.isMountPoint(data)) {
      mounts.unmount(data, Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW);
    }
  }

  /** Returns how many use it: containers, and calls of "volume mount". */
  public int users(String name, String except) {
    return count(name, parts.volumes().users(name), except);
  }

  /** Counts as {@link #users}, where it is known which containers mount the volume. */
  public int count(String name, List<String> ids, String except) {
    int users = pins(name);
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      if (!id.equals(except) && parts.disk().exists(parts.paths().bundle(id))) {
        users++;
      }
    }
    return users;
  }

  /** Returns how often the host asked for it. */
  public int pins(String name) {
    String text = parts.disk().read(parts.paths().volumePin(name));
    return text == null || text.isEmpty() ? 0 : Integer.parseInt(text.strip());
  }

  /** Notes how often the host asked for it. */
  public void pin(String name, int times) {
    if (times <= 0) {
      parts.disk().deleteTree(parts.paths().volumePins(name));
      return;
    }
    parts.disk().makeFolders(parts.paths().volumePins(name), 0700);
    parts.disk().replace(parts.paths().volumePin(name), Integer.toString(times), 0600);
  }
}
