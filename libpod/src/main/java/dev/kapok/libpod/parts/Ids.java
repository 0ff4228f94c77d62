package dev.kapok.libpod.parts;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;

/** Makes up names that nobody else has. */
public final class Ids {
  private static final int ID_BYTES = 32;
  private static final String HEX = "0123456789abcdef";

  private final FileIo io;

  /** Draws from the kernel's random numbers (urandom(4)). */
  public Ids(FileIo io) {
    this.io = io;
  }

  /** Returns 64 random hex digits. */
  public String next() {
    byte[] random = random(ID_BYTES);
    StringBuilder id = new StringBuilder(2 * ID_BYTES);
    for (byte b : random) {
      id.append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
    }
    return id.toString();
  }

  /** Returns random bytes. */
  public byte[] random(int count) {
    byte[] bytes = new byte[count];
    int fd = io.open("/dev/urandom", OpenFlags.O_RDONLY, 0);
    try {
      int length = 0;
      while (length < count) {
        length += io.read(fd, bytes, length, count - length);
      }
    } finally {
      io.close(fd);
    }
    return bytes;
  }
}
