package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that shows an overlay through FUSE: fuse-overlayfs, and those that take its command
 * line.
 *
 * <p>It returns once the mount stands, and goes on beside us, in a session of its own and without
 * any of our descriptors, until what it mounted is unmounted: then the kernel tells it so, and it
 * ends by itself.
 *
 * @see <a href="https://github.com/containers/fuse-overlayfs">fuse-overlayfs(1)</a>
 */
final class MountProgram {
  private static final String DEVICE = "/dev/fuse";
  private static final int MAX_TEXT = 64 << 10;

  /** The FUSE library looks for fusermount3 where the program may not mount by itself. */
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private final Kernel kernel;
  private final String path;

  MountProgram(Kernel kernel, String path) {
    this.kernel = kernel;
    this.path = path;
  }

  /** Returns why it cannot work here and what to do, or null. */
  @Nullable String problem() {
    if (!path.startsWith("/")) {
      return what() + "it is no absolute path";
    }
    if (kernel.processes().find(path, "") == null) {
      return what() + "there is no such program: install the package fuse-overlayfs";
    }
    try {
      kernel.io().close(kernel.io().open(DEVICE, OpenFlags.O_RDWR, 0));
      return null;
    } catch (SyscallException e) {
      return what()
          + e.getMessage()
          + (e.errno() == Errno.ENOENT || e.errno() == Errno.ENODEV
              ? ": load the module (modprobe fuse)"
              : ": let this user open it (chmod 0666 " + DEVICE + ")");
    }
  }

  private String what() {
    return "storage driver overlay cannot be mounted by " + path + ": ";
  }

  /**
   * Mounts.
   *
   * @throws StorageException in the program's words where it fails
   */
  void mount(MountSpec spec) {
    int[] pipe = kernel.sockets().pipe();
    int pid;
    try {
      List<String> argv = List.of(path, "-o", spec.data(), spec.target());
      List<Integer> fds = List.of(-1, -1, pipe[1]);
      pid =
          kernel.processes().spawn(new ProcessSpec(argv, ENVIRONMENT, spec.directory(), fds, true));
    } catch (SyscallException e) {
      kernel.io().close(pipe[0]);
      String problem = problem();
      throw new StorageException(problem != null ? problem : what() + e.getMessage(), e);
    } finally {
      kernel.io().close(pipe[1]);
    }
    String words = words(pipe[0]);
    int status = kernel.processes().await(pid);
    if (status != 0) {
      String problem = problem();
      throw new StorageException(
          problem != null
              ? problem
              : what() + (words.isEmpty() ? "it ended with exit code " + status : words));
    }
  }

  /**
   * Returns the last line of what it says until it ends, or has gone to the background and closes
   * its streams.
   */
  private String words(int fd) {
    byte[] text = new byte[MAX_TEXT];
    int length = 0;
    try {
      int count;
      while (length < text.length
          && (count = kernel.io().read(fd, text, length, text.length - length)) > 0) {
        length += count;
      }
    } finally {
      kernel.io().close(fd);
    }
    String all = new String(text, 0, length, StandardCharsets.UTF_8).trim();
    return all.substring(all.lastIndexOf('\n') + 1);
  }
}
