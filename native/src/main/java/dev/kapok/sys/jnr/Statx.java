package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.FileStat;
import jnr.ffi.Pointer;

/** What statx(2) tells; its structure, unlike that of stat(2), is the same on every machine. */
final class Statx {
  private static final int SIZE = 256;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;

  private final Pointer found = Calls.memory(SIZE);

  /** Asks; returns 0, or −errno. Links are not followed, an empty name is the descriptor. */
  long ask(int dirFd, byte[] name) {
    byte[] path = Calls.path(name);
    return Calls.result(
        () -> C.statx(dirFd, path, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH, STATX_BASIC_STATS, found));
  }

  boolean isMountRoot() {
    return (found.getLongLong(8) & STATX_ATTR_MOUNT_ROOT) != 0;
  }

  FileStat stat() {
    return new FileStat(
        found.getShort(28) & 0xffff,
        found.getInt(20),
        found.getInt(24),
        found.getInt(16),
        found.getLongLong(40),
        device(found.getInt(136), found.getInt(140)),
        found.getLongLong(32),
        device(found.getInt(128), found.getInt(132)),
        found.getLongLong(112),
        found.getInt(120),
        found.getLongLong(48));
  }

  /** As makedev(3) packs the numbers. */
  private static long device(int majorNumber, int minorNumber) {
    long major = majorNumber & 0xffff_ffffL;
    long minor = minorNumber & 0xffff_ffffL;
    return ((major & 0xffff_f000L) << 32)
        | ((major & 0xfff) << 8)
        | ((minor & 0xffff_ff00L) << 12)
        | (minor & 0xff);
  }
}
