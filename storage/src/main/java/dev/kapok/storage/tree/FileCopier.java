package dev.kapok.storage.tree;

import dev.kapok.storage.StorageException;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
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
  private final AttributeIds.@Nullable Mapping owners;

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
    this.owners = maps == null ? null : MappedIds.outside(maps);
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
    own(to, newName, stat);
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

  private void own(int to, byte[] name, FileStat stat) {
    AttributeIds.Mapping mapping = owners;
    if (mapping == null) {
      attributes.chown(to, name, stat.uid(), stat.gid());
      return;
    }
    try {
      attributes.chown(to, name, mapping.user(stat.uid()), mapping.group(stat.gid()));
    } catch (MappedIds.UnmappedException e) {
      throw unmapped(name, e);
    }
  }

  /** Some attributes name users and groups. */
  private byte[] owned(String attribute, byte[] value, byte[] name) {
    AttributeIds.Mapping mapping = owners;
    try {
      return mapping == null ? value : AttributeIds.map(attribute, value, mapping);
    } catch (MappedIds.UnmappedException e) {
      throw unmapped(name, e);
    }
  }

  private static StorageException unmapped(byte[] name, MappedIds.UnmappedException e) {
    return new StorageException(
        "copy the image's layers for a user namespace: "
            + new String(name, StandardCharsets.UTF_8)
            + " belongs to "
            + e.getMessage()
            + ", which the namespace does not have: map more ids",
        e);
  }
}
