package dev.kapok.storage.tree;

import dev.kapok.storage.StorageException;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies one file's content, and what belongs to a file besides: owner, mode, attributes, times.
 */
final class FileCopier {
  /** Opens a folder, and no link to one. */
  static final int FOLDER = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;

  /** Follows no link at all. */
  static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private static final int S_IFMT = 0170000;

  private final FileIo io;
  private final FileTree tree;
  private final FileAttributes attributes;
  private final @Nullable IdMaps maps;

  /**
   * Copies through this kernel.
   *
   * @param maps what owners become: ids inside are the source's, those outside the copy's; null to
   *     leave them
   */
  FileCopier(Kernel kernel, @Nullable IdMaps maps) {
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.attributes = kernel.attributes();
    this.maps = maps;
  }

  /** Returns the path of a name in a folder; the root's path is empty. */
  static byte[] join(byte[] folder, byte[] name) {
    if (folder.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(folder, folder.length + 1 + name.length);
    joined[folder.length] = '/';
    System.arraycopy(name, 0, joined, folder.length + 1, name.length);
    return joined;
  }

  /** Makes anything but a folder anew, with the same content; {@link #dress} does the rest. */
  void make(int from, int to, byte[] name, FileStat stat) {
    if (stat.isRegular()) {
      copy(from, to, name, stat);
    } else if (stat.isSymlink()) {
      tree.symlink(tree.readlink(from, name), to, name);
    } else {
      tree.mknod(to, name, stat.mode() & S_IFMT, stat.rdev());
    }
  }

  private void copy(int from, int to, byte[] name, FileStat stat) {
    int source = tree.openBeneath(from, name, OpenFlags.O_RDONLY, 0, RESOLVE);
    try {
      int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
      int target = tree.openBeneath(to, name, flags, 0600, RESOLVE);
      try {
        content(source, target, stat);
      } finally {
        io.close(target);
      }
    } finally {
      io.close(source);
    }
  }

  /** Copies what holds data, and leaves the holes between. */
  private void content(int source, int target, FileStat stat) {
    DataRanges ranges = new DataRanges(io, source, stat);
    while (ranges.next()) {
      io.seek(target, ranges.start(), FileIo.SEEK_SET);
      long left = ranges.length();
      while (left > 0) {
        long copied = io.copy(source, target, left);
        if (copied == 0) {
          break;
        }
        left -= copied;
      }
    }
    io.truncate(target, stat.size());
  }

  /** Makes a copy look like what it was copied from. */
  void dress(int from, byte[] name, int to, byte[] newName, FileStat stat) {
    IdMaps shift = maps;
    if (shift == null) {
      attributes.chown(to, newName, stat.uid(), stat.gid());
    } else {
      int uid = mapped(shift.users(), stat.uid(), "user", newName);
      attributes.chown(to, newName, uid, mapped(shift.groups(), stat.gid(), "group", newName));
    }
    if (!stat.isSymlink()) {
      attributes.chmod(to, newName, stat.mode() & 07777);
    }
    List<String> xattrs = attributes.listXattrs(from, name);
    for (int i = 0; i < xattrs.size(); i++) {
      byte[] value = value(from, name, xattrs.get(i));
      if (value != null) {
        attributes.setXattr(to, newName, xattrs.get(i), owned(xattrs.get(i), value, newName));
      }
    }
    attributes.setTimes(
        to,
        newName,
        stat.modifiedSeconds(),
        stat.modifiedNanos(),
        stat.modifiedSeconds(),
        stat.modifiedNanos());
  }

  private byte @Nullable [] value(int dirFd, byte[] name, String attribute) {
    try {
      return attributes.getXattr(dirFd, name, attribute);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENODATA) {
        return null;
      }
      throw e;
    }
  }

  /** Some attributes name users and groups. */
  private byte[] owned(String attribute, byte[] value, byte[] name) {
    IdMaps shift = maps;
    if (shift == null) {
      return value;
    }
    return AttributeIds.map(
        attribute,
        value,
        new AttributeIds.Mapping() {
          @Override
          public int user(int id) {
            return mapped(shift.users(), id, "user", name);
          }

          @Override
          public int group(int id) {
            return mapped(shift.groups(), id, "group", name);
          }
        });
  }

  private static int mapped(IdMap map, int id, String kind, byte[] name) {
    long outside = map.outside(Integer.toUnsignedLong(id));
    if (outside < 0) {
      throw new StorageException(
          "copy the image's layers for a user namespace: "
              + new String(name, StandardCharsets.UTF_8)
              + " belongs to "
              + kind
              + " "
              + Integer.toUnsignedString(id)
              + ", which the namespace does not have: map more ids");
    }
    return (int) outside;
  }
}
