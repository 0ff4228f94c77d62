package dev.kapok.storage.driver;

/** File systems by the numbers that statfs(2) gives (linux/magic.h), named as other engines do. */
final class FileSystems {
  private FileSystems() {}

  static String name(long magic) {
    return switch ((int) magic) {
      case 0xEF53 -> "extfs";
      case 0x58465342 -> "xfs";
      case 0x9123683E -> "btrfs";
      case 0x01021994 -> "tmpfs";
      case 0x794c7630 -> "overlayfs";
      case 0x2fc12fc1 -> "zfs";
      case 0x6969 -> "nfs";
      case 0xF2F52010 -> "f2fs";
      case 0x65735546 -> "fuse";
      case 0x5346544e -> "ntfs";
      case 0x858458f6 -> "ramfs";
      default -> "0x" + Long.toHexString(magic);
    };
  }
}
