package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The folder that a container's process starts in: one that the user named has to be there, one
 * that the image names is made and given to the container's user. What lies below a mount is left
 * to the runtime.
 */
final class WorkingFolder {
  private static final int FOLDER = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY;
  private static final int INSIDE = OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS;

  /** What every container has mounted. */
  private static final List<String> OWN = List.of("/proc", "/sys", "/dev");

  private final Kernel kernel;
  private final ContainerConfig config;
  private final String path;

  WorkingFolder(Kernel kernel, ContainerConfig config) {
    this.kernel = kernel;
    this.config = config;
    String asked = config.process().workdir();
    this.path = asked == null ? "/" : asked;
  }

  /**
   * Looks for it, and makes it if need be.
   *
   * @throws KapokException START_FAILED where it is missing or is no folder
   */
  void prepare(String rootFs, List<MountConfig> mounts, ProcessUser user) {
    if (path.equals("/") || isBelowAny(mounts)) {
      return;
    }
    int root = kernel.io().open(rootFs, FOLDER, 0);
    try {
      if (!exists(root, path)) {
        make(root, user);
      }
    } catch (SyscallException e) {
      throw failed(
          e.errno() == Errno.ENOTDIR
              ? "exists on container " + config.id() + ", but is not a directory"
              : "cannot be had on container " + config.id() + ": " + e.getMessage());
    } finally {
      kernel.io().close(root);
    }
  }

  private boolean isBelowAny(List<MountConfig> mounts) {
    for (int i = 0; i < mounts.size(); i++) {
      if (isBelow(mounts.get(i).target())) {
        return true;
      }
    }
    for (int i = 0; i < OWN.size(); i++) {
      if (isBelow(OWN.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isBelow(String folder) {
    return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  private boolean exists(int root, String folder) {
    try {
      kernel.io().close(open(root, folder));
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private int open(int root, String folder) {
    return kernel.tree().openBeneath(root, bytes(folder), FOLDER, 0, INSIDE);
  }

  private void make(int root, ProcessUser user) {
    if (config.process().workdirAsked()) {
      throw failed("does not exist on container " + config.id());
    }
    int end = path.indexOf('/', 1);
    while (end >= 0) {
      makeOne(root, path.substring(0, end));
      end = path.indexOf('/', end + 1);
    }
    makeOne(root, path);
    int made = open(root, path);
    try {
      chown(made, user.uid(), user.gid());
    } finally {
      kernel.io().close(made);
    }
  }

  /** The user's ids are those of the container's user namespace. */
  private void chown(int fd, int uid, int gid) {
    UserNamespace own = config.namespaces().user();
    if (own != null) {
      int user = own.maps().user(uid);
      int group = own.maps().group(gid);
      kernel.attributes().chown(fd, new byte[0], user, group);
    } else {
      kernel.attributes().chown(fd, new byte[0], uid, gid);
    }
  }

  /** Makes one folder in another that is there. */
  private void makeOne(int root, String folder) {
    if (exists(root, folder)) {
      return;
    }
    int slash = folder.lastIndexOf('/');
    int parent = open(root, slash == 0 ? "/" : folder.substring(0, slash));
    try {
      byte[] name = bytes(folder.substring(slash + 1));
      kernel.tree().mkdir(parent, name, 0755);
      kernel.attributes().chmod(parent, name, 0755); // whatever this process's umask is
      if (config.namespaces().user() != null) {
        int made = open(root, folder);
        try {
          chown(made, 0, 0);
        } finally {
          kernel.io().close(made);
        }
      }
    } finally {
      kernel.io().close(parent);
    }
  }

  private KapokException failed(String what) {
    return new KapokException(KapokException.Kind.START_FAILED, "workdir \"" + path + "\" " + what);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
