package dev.kapok.libpod.conmon;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/** Tells a running conmon what changed. */
public final class ControlFifo {
  /** What a pipe holds at most (pipe(7)). */
  private static final int CAPACITY = 65536;

  private final FileIo io;
  private final String path;

  /** Speaks to the conmon of this bundle. */
  public ControlFifo(FileIo io, String bundle) {
    this.io = io;
    this.path = bundle + "/ctl";
  }

  /**
   * Sets the terminal's size; nothing happens where conmon is gone.
   *
   * <p>A size that conmon has not read yet is taken back: of several that it reads at once, it
   * would take the first one.
   */
  public void resize(int rows, int columns) {
    int fd;
    try {
      fd = io.open(path, OpenFlags.O_RDWR | OpenFlags.O_NONBLOCK, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    try {
      takeBack(fd);
      byte[] line = ("1 " + rows + " " + columns + "\n").getBytes(StandardCharsets.UTF_8);
      io.write(fd, line, 0, line.length);
    } finally {
      io.close(fd);
    }
  }

  private void takeBack(int fd) {
    byte[] unread = new byte[CAPACITY];
    try {
      io.read(fd, unread, 0, unread.length);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
    }
  }
}
