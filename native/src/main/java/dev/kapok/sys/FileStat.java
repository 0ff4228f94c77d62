package dev.kapok.sys;

/**
 * What stat(2) tells of a file.
 *
 * @param mode type and permission bits
 * @param size in bytes
 * @param device the number of the file system that holds the file
 * @param rdev the number of the device that the file is, 0 if it is none
 * @param modifiedSeconds since the epoch
 * @param modifiedNanos within that second
 */
public record FileStat(
    int mode,
    int uid,
    int gid,
    int links,
    long size,
    long device,
    long inode,
    long rdev,
    long modifiedSeconds,
    int modifiedNanos,
    long blocks) {
  private static final int S_IFMT = 0170000;

  /** Returns the same with other owners. */
  public FileStat ownedBy(int user, int group) {
    return new FileStat(
        mode,
        user,
        group,
        links,
        size,
        device,
        inode,
        rdev,
        modifiedSeconds,
        modifiedNanos,
        blocks);
  }

  public boolean isDirectory() {
    return (mode & S_IFMT) == 0040000;
  }

  public boolean isRegular() {
    return (mode & S_IFMT) == 0100000;
  }

  public boolean isSymlink() {
    return (mode & S_IFMT) == 0120000;
  }

  public boolean isCharDevice() {
    return (mode & S_IFMT) == 0020000;
  }

  public boolean isBlockDevice() {
    return (mode & S_IFMT) == 0060000;
  }

  public boolean isFifo() {
    return (mode & S_IFMT) == 0010000;
  }

  public boolean isSocket() {
    return (mode & S_IFMT) == 0140000;
  }
}
