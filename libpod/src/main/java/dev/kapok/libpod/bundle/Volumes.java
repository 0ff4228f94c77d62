package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Named volumes as folders on the host. */
public final class Volumes {
  /** How long another command may take to fill a volume, in milliseconds. */
  private static final long PATIENCE = 600_000;

  private static final int DIRECTORY = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;

  private final EngineParts parts;

  /** Works with these parts. */
  public Volumes(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the mounts with each volume's folder as its source, made and filled where it is new.
   */
  public List<MountConfig> resolve(List<MountConfig> mounts, String rootFs) {
    List<MountConfig> resolved = new ArrayList<>();
    for (int i = 0; i < mounts.size(); i++) {
      MountConfig mount = mounts.get(i);
      String name = mount.source();
      if (mount.type() == MountConfig.Type.VOLUME && name != null) {
        String data = parts.paths().volumeData(name);
        prepare(name, rootFs, mount);
        mount = new MountConfig(mount.type(), data, mount.target(), mount.options());
      }
      requireSource(parts.disk(), mount);
      resolved.add(mount);
    }
    return resolved;
  }

  /**
   * Makes sure that what shall be bound exists.
   *
   * @throws KapokException INVALID where it does not
   */
  public static void requireSource(Disk disk, MountConfig mount) {
    String source = mount.source();
    if (mount.type() == MountConfig.Type.BIND && source != null && !disk.exists(source)) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting "
              + source
              + " at "
              + mount.target()
              + ": stat "
              + source
              + ": no such file or directory; make it first, or name a volume");
    }
  }

  /** Makes a volume at its first use, whole or not at all. */
  private void prepare(String name, String rootFs, MountConfig mount) {
    String data = parts.paths().volumeData(name);
    if (parts.disk().exists(data)) {
      return;
    }
    int lock = parts.locks().acquire(parts.paths().volumeLock(name), PATIENCE);
    if (lock < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "making volume "
              + name
              + ": another process has been making it for a long time; see"
              + " what it waits for, or end it");
    }
    try {
      if (!parts.disk().exists(data)) {
        make(data, rootFs, mount);
      }
    } finally {
      parts.locks().unlock(lock);
    }
  }

  private void make(String data, String rootFs, MountConfig mount) {
    String growing = data + ".new";
    parts.disk().deleteTree(growing);
    parts.disk().makeFolder(growing, 0755);
    if (!mount.options().contains("nocopy")) {
      fill(growing, rootFs, mount.target());
    }
    parts.kernel().io().rename(growing, data);
  }

  /** Copies what the image has at the target into a new volume, with owners, modes and times. */
  private void fill(String data, String rootFs, String target) {
    FileIo io = parts.kernel().io();
    int root = io.open(rootFs, DIRECTORY, 0);
    try {
      int source =
          parts
              .kernel()
              .tree()
              .openBeneath(
                  root,
                  target.substring(1).getBytes(StandardCharsets.UTF_8),
                  DIRECTORY,
                  0,
                  OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS);
      try {
        copy(source, data);
      } finally {
        io.close(source);
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
    } finally {
      io.close(root);
    }
  }

  private void copy(int source, String data) {
    adopt(source, data);
    if (parts.kernel().tree().list(source).isEmpty()) {
      return;
    }
    String program = parts.kernel().processes().find("cp", parts.config().programs().path());
    int status = 127;
    if (program != null) {
      // The descriptor keeps the source beneath the root, whatever links the image has.
      List<String> argv = List.of(program, "-a", "--", "/proc/self/fd/3/.", data);
      List<Integer> fds = List.of(-1, -1, 2, source);
      int pid =
          parts
              .kernel()
              .processes()
              .spawn(new ProcessSpec(argv, parts.config().programs().env(), null, fds, false));
      status = parts.kernel().processes().await(pid);
    }
    if (status != 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "copying the image's files into the volume " + data + ": cp failed with " + status);
    }
  }

  /** Gives the volume the owner and mode of the folder that it covers. */
  private void adopt(int source, String data) {
    FileStat stat = parts.kernel().tree().stat(source, new byte[0]);
    if (stat != null) {
      byte[] path = data.getBytes(StandardCharsets.UTF_8);
      parts.kernel().attributes().chown(FileTree.CWD, path, stat.uid(), stat.gid());
      parts.kernel().attributes().chmod(FileTree.CWD, path, stat.mode() & 07777);
    }
  }
}
