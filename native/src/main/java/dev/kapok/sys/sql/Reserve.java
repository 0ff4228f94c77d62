package dev.kapok.sys.sql;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.File;

/**
 * A file of zeros beside the database. On a full disk it is deleted, so that what frees space can
 * still be recorded: a removal, too, has to write to the log before anything goes.
 */
final class Reserve {
  /** Enough for the pages that hundreds of removals change, in bytes. */
  static final int SIZE = 1 << 20;

  /** So much must be free for it to be made, in bytes. */
  private static final long PLENTY = 4L * SIZE;

  private static final int CHUNK = 1 << 16;

  private final FileIo io;
  private final File file;
  private final Room room;

  /** Tells how much is free where the file lies. */
  interface Room {
    long freeBytes();
  }

  Reserve(FileIo io, String path, Room room) {
    this.io = io;
    this.file = new File(path);
    this.room = room;
  }

  static Reserve of(FileIo io, String path) {
    File folder = new File(path).getAbsoluteFile().getParentFile();
    // No lambda: the first one costs milliseconds, and every writing command comes by here.
    Room room =
        new Room() {
          @Override
          public long freeBytes() {
            return folder.getUsableSpace();
          }
        };
    return new Reserve(io, path, room);
  }

  /** Makes the file where it is missing and there is plenty of room; never fails. */
  void keep() {
    if (file.length() >= SIZE || room.freeBytes() < PLENTY) {
      return;
    }
    try {
      fill();
    } catch (SyscallException e) {
      boolean _ = file.delete();
    }
  }

  private void fill() {
    int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC;
    int fd = io.open(file.getPath(), flags, 0600);
    try {
      byte[] zeros = new byte[CHUNK];
      for (int written = 0; written < SIZE; written += CHUNK) {
        io.write(fd, zeros, 0, CHUNK);
      }
    } finally {
      io.close(fd);
    }
  }

  /** Deletes the file where so little is free that a small transaction might not fit. */
  void give() {
    if (room.freeBytes() < SIZE) {
      boolean _ = file.delete();
    }
  }
}
