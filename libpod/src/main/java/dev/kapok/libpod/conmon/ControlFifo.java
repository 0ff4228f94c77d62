package dev.kapok.libpod.conmon;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/** Tells a running conmon what changed. */
public final class ControlFifo {
  private final FileIo io;
  private final String path;

  /** Speaks to the conmon of this bundle. */
  public ControlFifo(FileIo io, String bundle) {
    this.io = io;
    this.path = bundle + "/ctl";
  }

  /** Sets the terminal's size; nothing happens where conmon is gone. */
  public void resize(int rows, int columns) {
    send("1 " + rows + " " + columns + "\n");
  }

  private void send(String line) {
    int fd;
    try {
      fd = io.open(path, OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK, 0);
    } catch (SyscallException e) {
      // No fifo, or nobody who reads it: there is no terminal to resize any more.
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENXIO) {
        return;
      }
      throw e;
    }
    try {
      byte[] data = line.getBytes(StandardCharsets.UTF_8);
      io.write(fd, data, 0, data.length);
    } finally {
      io.close(fd);
    }
  }
}
