package dev.kapok.sys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names beneath a directory descriptor: the way to work in a root file system that somebody else
 * filled.
 *
 * <p>Only {@link #openBeneath} walks more than one component; every other method takes the
 * descriptor of the parent and a single name (or a path whose components the caller made), and
 * never follows a symbolic link in the last component. Names are bytes, since a file name need not
 * be UTF-8. A {@code dirFd} of {@link #CWD} means that the name is an absolute path.
 */
public interface FileTree {
  /** AT_FDCWD: the name is resolved like any path. */
  int CWD = -100;

  /**
   * Opens a path without leaving the directory (openat2(2)).
   *
   * @param resolve of {@link OpenFlags}, RESOLVE_BENEATH or RESOLVE_IN_ROOT at least
   */
  int openBeneath(int dirFd, byte[] path, int flags, int mode, int resolve);

  /** Returns what is there, links not followed, or null where there is nothing. */
  @Nullable FileStat stat(int dirFd, byte[] name);

  /** Makes a directory (mkdirat(2)). */
  void mkdir(int dirFd, byte[] name, int mode);

  /** Makes a device, fifo, socket or empty file (mknodat(2)); {@code device} as of makedev(3). */
  void mknod(int dirFd, byte[] name, int mode, long device);

  /** Makes a symbolic link that holds {@code target}. */
  void symlink(byte[] target, int dirFd, byte[] name);

  /** Makes a hard link, never through a symbolic link (linkat(2)). */
  void link(int fromDirFd, byte[] fromName, int toDirFd, byte[] toName);

  /** Removes a name; {@code directory} as AT_REMOVEDIR. A missing name is an error (ENOENT). */
  void unlink(int dirFd, byte[] name, boolean directory);

  /** Renames; {@code noReplace} as RENAME_NOREPLACE (renameat2(2)). */
  void rename(int fromDirFd, byte[] from, int toDirFd, byte[] to, boolean noReplace);

  /** Returns what a symbolic link holds. */
  byte[] readlink(int dirFd, byte[] name);

  /** Returns the names in a directory that was opened for reading, without . and .. */
  List<byte[]> list(int dirFd);

  /**
   * Copies what is in a directory into an empty one that nobody else knows: content with its holes,
   * owners, modes, attributes, times and hard links, which the target directory gets, too.
   *
   * @param threads how many work at it
   * @return false where this provider cannot, and nothing was done
   */
  default boolean copyTree(int fromFd, int toFd, int threads) {
    return false;
  }

  /**
   * Returns the first names, some hundreds, and none only where the directory is empty. For those
   * who remove what they read, so that a directory may be larger than the heap; a provider that
   * needn't care returns all.
   */
  default List<byte[]> listSome(int dirFd) {
    return list(dirFd);
  }
}
