package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.Digits;
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
    int code = Digits.parse(text.trim(), 4);
    return code < 0
        ? null
        : new ExitFile(code, stat.modifiedSeconds() * NANOS + stat.modifiedNanos());
  }
}
