package dev.kapok.network;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.File;

/** Network namespaces that stay without a process, each bound to a file in one folder. */
public final class NetworkNamespaces {
  private final Kernel kernel;
  private final String directory;

  /** Takes the folder that holds the files ({@code <runroot>/netns}); made where it is missing. */
  public NetworkNamespaces(Kernel kernel, String directory) {
    this.kernel = kernel;
    this.directory = directory;
  }

  /** Returns the file that a namespace is or would be bound to. */
  public String path(String id) {
    return directory + "/" + id;
  }

  /** Makes a namespace with its loopback up; returns its file. One that is there is replaced. */
  public String create(String id) {
    String path = file(id);
    try {
      kernel.mounts().makeNetworkNamespace(path);
    } catch (SyscallException failure) {
      remove(id);
      throw failure;
    }
    return path;
  }

  /**
   * Keeps the namespace of a process; returns its file. One that is there is replaced.
   *
   * @param pid of the process
   */
  public String keep(String id, int pid) {
    String path = file(id);
    try {
      kernel.mounts().mount("/proc/" + pid + "/ns/net", path, null, Mounts.MS_BIND, null);
    } catch (SyscallException failure) {
      remove(id);
      throw failure;
    }
    return path;
  }

  /** Makes the empty file that a namespace is mounted on. */
  private String file(String id) {
    remove(id);
    String path = path(id);
    // A folder that cannot be made shows as ENOENT of the file's.
    boolean _ = new File(directory).mkdirs();
    FileIo io = kernel.io();
    io.close(io.open(path, OpenFlags.O_RDONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0600));
    return path;
  }

  /**
   * Removes a namespace and its file; where there is none, nothing happens. Processes that are in
   * the namespace stay there.
   */
  public void remove(String id) {
    String path = path(id);
    File file = new File(path);
    if (!file.exists()) {
      return;
    }
    // Mounts may lie on top of each other where two commands were at it.
    boolean mounted = true;
    while (mounted) {
      mounted = kernel.mounts().unmount(path, Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW);
    }
    if (!file.delete() && file.exists()) {
      throw new SyscallException("unlink", Errno.EBUSY, path);
    }
  }
}
