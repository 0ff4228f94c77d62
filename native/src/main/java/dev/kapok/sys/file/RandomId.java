package dev.kapok.sys.file;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;

/** Random identifiers from the kernel (random(4)); java.security costs 44 ms at its first use. */
public final class RandomId {
  private static final String DIGITS = "0123456789abcdef";

  private final FileIo io;

  /** Reads /dev/urandom by {@code io}. */
  public RandomId(FileIo io) {
    this.io = io;
  }

  /** Returns {@code length} random hexadecimal digits; 64 make a container's or layer's id. */
  public String hex(int length) {
    byte[] random = bytes((length + 1) / 2);
    char[] digits = new char[length];
    for (int i = 0; i < length; i++) {
      int half = (i & 1) == 0 ? random[i >> 1] >> 4 : random[i >> 1];
      digits[i] = DIGITS.charAt(half & 15);
    }
    return new String(digits);
  }

  /** Returns random bytes. */
  public byte[] bytes(int count) {
    byte[] random = new byte[count];
    int fd = io.open("/dev/urandom", OpenFlags.O_RDONLY, 0);
    try {
      int at = 0;
      while (at < count) {
        int got = io.read(fd, random, at, count - at);
        if (got == 0) {
          throw new IllegalStateException("/dev/urandom ended: it is no random device");
        }
        at += got;
      }
    } finally {
      io.close(fd);
    }
    return random;
  }
}
