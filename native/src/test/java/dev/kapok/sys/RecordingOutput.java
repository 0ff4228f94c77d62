package dev.kapok.sys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is written, as texts {@code DESCRIPTOR:TEXT}, or fails. */
public final class RecordingOutput extends RefusingFileIo {
  private final List<String> writes = new ArrayList<>();
  private int errno;

  /** Makes every write from now on fail. */
  public void failWith(int newErrno) {
    errno = newErrno;
  }

  /** Returns what was written so far. */
  public synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  @Override
  public void print(int fd, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(fd, bytes, 0, bytes.length);
  }

  @Override
  public synchronized void write(int fd, byte[] buffer, int offset, int length) {
    if (errno != 0) {
      throw new SyscallException("write", errno, "descriptor " + fd);
    }
    writes.add(fd + ":" + new String(buffer, offset, length, StandardCharsets.UTF_8));
  }
}
