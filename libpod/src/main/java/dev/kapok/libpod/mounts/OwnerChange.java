package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.storage.tree.RootedTree;
import dev.kapok.storage.tree.Spot;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Host;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a folder and all beneath it to a user (option "U").
 *
 * <p>Goes by descriptors, follows no link and enters no other mount, so that nobody who changes the
 * tree meanwhile can lead it elsewhere. What has the owner already is left alone. The folders that
 * a host is made of are refused, and the user's home.
 */
final class OwnerChange {
  private static final int FOLDER =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;
  private static final int RESOLVE =
      OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS | OpenFlags.RESOLVE_NO_XDEV;
  private static final byte[] SELF = {};

  private static final List<String> HOSTS =
      List.of(
          "/",
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/etc/passwd",
          "/etc/pki",
          "/etc/shadow",
          "/home",
          "/lib",
          "/lib64",
          "/media",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/tmp",
          "/usr",
          "/var",
          "/var/lib",
          "/var/log");

  private final Kernel kernel;
  private final int uid;
  private final int gid;

  OwnerChange(Kernel kernel, int uid, int gid) {
    this.kernel = kernel;
    this.uid = uid;
    this.gid = gid;
  }

  void apply(String path) {
    try {
      int fd = kernel.io().open(path, OpenFlags.O_PATH, 0);
      try {
        refuseHosts(fd, path);
        FileStat stat = kernel.tree().stat(fd, SELF);
        give(fd, SELF, stat);
        if (stat != null && stat.isDirectory()) {
          enter(fd, new byte[] {'.'});
        }
      } finally {
        kernel.io().close(fd);
      }
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "giving " + path + " to " + uid + ":" + gid + ": " + e.getMessage(),
          e);
    }
  }

  /** Looks at what was opened, whatever links led there. */
  private void refuseHosts(int fd, String path) {
    String real = Spot.text(RootedTree.realPath(kernel, fd));
    if (HOSTS.contains(real) || real.equals(Host.realHome())) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "option \"U\" would change the owner of "
              + path
              + ", which the host needs as it is; name a folder of your own");
    }
  }

  private void beneath(int folder) {
    List<byte[]> names = kernel.tree().list(folder);
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      FileStat stat = kernel.tree().stat(folder, name);
      if (stat == null) {
        continue; // it vanished
      }
      give(folder, name, stat);
      if (stat.isDirectory()) {
        enter(folder, name);
      }
    }
  }

  private void enter(int folder, byte[] name) {
    int child;
    try {
      child = kernel.tree().openBeneath(folder, name, FOLDER, 0, RESOLVE);
    } catch (SyscallException e) {
      // Another mount, or no folder any more.
      if (e.errno() == Errno.EXDEV || e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return;
      }
      throw e;
    }
    try {
      beneath(child);
    } finally {
      kernel.io().close(child);
    }
  }

  private void give(int folder, byte[] name, @Nullable FileStat stat) {
    if (stat != null && (stat.uid() != uid || stat.gid() != gid)) {
      kernel.attributes().chown(folder, name, uid, gid);
    }
  }
}
