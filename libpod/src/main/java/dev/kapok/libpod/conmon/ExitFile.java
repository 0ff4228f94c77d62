package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * What conmon wrote when a container ended.
 *
 * @param code the exit code
 * @param at when, in nanoseconds since the epoch
 */
public record ExitFile(int code, long at) {
  private static final long NANOS = 1_000_000_000L;

  /** Reads the file; null where there is none yet, or conmon is still writing it. */
  public static @Nullable ExitFile read(Disk disk, String path) {
    String text = disk.read(path);
    FileStat stat = text == null ? null : disk.stat(path);
    if (text == null || stat == null) {
      return null;
    }
    int code = number(text.trim());
    return code < 0
        ? null
        : new ExitFile(code, stat.modifiedSeconds() * NANOS + stat.modifiedNanos());
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
