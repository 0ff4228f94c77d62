package dev.kapok.sys;

import java.util.List;

/**
 * Owners, modes, times and extended attributes, of the name itself and never of what a symbolic
 * link points to. {@code dirFd} and {@code name} as in {@link FileTree}; an empty name means the
 * descriptor itself.
 */
public interface FileAttributes {
  /** Sets owner and group (fchownat(2)); −1 leaves one as it is. */
  void chown(int dirFd, byte[] name, int uid, int gid);

  /** Sets the permission bits (fchmodat(2)); not for symbolic links. */
  void chmod(int dirFd, byte[] name, int mode);

  /** Sets access and modification time (utimensat(2)), each in seconds and nanoseconds. */
  void setTimes(
      int dirFd,
      byte[] name,
      long accessSeconds,
      int accessNanos,
      long modifiedSeconds,
      int modifiedNanos);

  /** Sets an extended attribute (lsetxattr(2)). */
  void setXattr(int dirFd, byte[] name, String attribute, byte[] value);

  /** Returns an extended attribute; ENODATA where it is not set. */
  byte[] getXattr(int dirFd, byte[] name, String attribute);

  /** Returns the names of all extended attributes that the caller may see. */
  List<String> listXattrs(int dirFd, byte[] name);

  /**
   * Tells the file system that the folders which are made in this one have nothing to do with each
   * other (FS_TOPDIR_FL, as {@code chattr +T}): ext4 then makes them far apart, where there is
   * room.
   *
   * @return false where the file system knows no such hint, or the caller may not give it
   */
  boolean spread(int dirFd);
}
