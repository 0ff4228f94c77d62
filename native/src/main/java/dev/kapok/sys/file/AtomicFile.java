package dev.kapok.sys.file;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/**
 * Replaces a file's content at once: others see the old or the new, whatever happens.
 *
 * <p>The content is written beside the file under a temporary name ({@code .NAME.XXXXXXXX.new}) and
 * renamed. {@link #write} has it on the disk when it returns; {@link #writeVolatile} is for files
 * that a reboot loses anyway.
 */
public final class AtomicFile {
  private final FileIo io;
  private final FileTree tree;

  /** Writes by the kernel given. */
  public AtomicFile(Kernel kernel) {
    this.io = kernel.io();
    this.tree = kernel.tree();
  }

  /**
   * Replaces a file and makes it durable.
   *
   * @param path an absolute path; its folder must exist
   * @param mode permission bits of the new file, before the umask
   */
  public void write(String path, byte[] content, int mode) {
    replace(path, content, mode, true);
  }

  /** As {@link #write(String, byte[], int)}, for a text in UTF-8. */
  public void write(String path, String content, int mode) {
    replace(path, content.getBytes(StandardCharsets.UTF_8), mode, true);
  }

  /** As {@link #write}, but without waiting for the disk. */
  public void writeVolatile(String path, byte[] content, int mode) {
    replace(path, content, mode, false);
  }

  /** As {@link #writeVolatile(String, byte[], int)}, for a text in UTF-8. */
  public void writeVolatile(String path, String content, int mode) {
    replace(path, content.getBytes(StandardCharsets.UTF_8), mode, false);
  }

  private void replace(String path, byte[] content, int mode, boolean durable) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    String folder = slash == 0 ? "/" : path.substring(0, slash);
    String temporary =
        path.substring(0, slash)
            + "/."
            + path.substring(slash + 1)
            + "."
            + new RandomId(io).hex(8)
            + ".new";
    try {
      fill(temporary, content, mode, durable);
      io.rename(temporary, path);
    } catch (SyscallException e) {
      remove(temporary);
      throw e;
    }
    if (durable) {
      sync(folder);
    }
  }

  private void fill(String temporary, byte[] content, int mode, boolean durable) {
    int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
    int fd = io.open(temporary, flags, mode);
    try {
      io.write(fd, content, 0, content.length);
      if (durable) {
        io.sync(fd);
      }
    } finally {
      io.close(fd);
    }
  }

  private void sync(String folder) {
    int fd = io.open(folder, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      io.sync(fd);
    } finally {
      io.close(fd);
    }
  }

  /** The error that led here is the one to report. */
  private void remove(String temporary) {
    try {
      tree.unlink(FileTree.CWD, temporary.getBytes(StandardCharsets.UTF_8), false);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        return;
      }
    }
  }
}
