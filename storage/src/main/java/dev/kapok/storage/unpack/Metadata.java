package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.SyscallException;
import java.util.Map;

/**
 * Gives what was unpacked its owner, mode, attributes and times, in the order that the kernel
 * wants: a change of owner clears set-uid bits and capabilities.
 */
final class Metadata {
  /** −1 means "leave it" to chown(2), so it is no owner. */
  private static final long MAX_ID = 0xfffffffeL;

  private final FileAttributes attributes;
  private final UnpackOptions options;
  private final Notes notes;

  Metadata(FileAttributes attributes, UnpackOptions options, Notes notes) {
    this.attributes = attributes;
    this.options = options;
    this.notes = notes;
  }

  void apply(int dirFd, byte[] name, TarEntry entry) throws LayerFormatException {
    own(dirFd, name, entry);
    if (entry.type() != TarEntry.SYMLINK) {
      attributes.chmod(dirFd, name, entry.mode());
    }
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      setXattr(dirFd, name, xattr.getKey(), xattr.getValue(), entry);
    }
    attributes.setTimes(
        dirFd,
        name,
        entry.accessSeconds(),
        entry.accessNanos(),
        entry.modifiedSeconds(),
        entry.modifiedNanos());
  }

  private void own(int dirFd, byte[] name, TarEntry entry) throws LayerFormatException {
    long uid = entry.uid();
    long gid = entry.gid();
    if (uid < 0 || uid > MAX_ID || gid < 0 || gid > MAX_ID) {
      throw new LayerFormatException(
          "layer entry " + entry.displayName() + " is refused: no such owner " + uid + ":" + gid);
    }
    try {
      attributes.chown(dirFd, name, (int) uid, (int) gid);
    } catch (SyscallException e) {
      if (options.ignoreOwners()) {
        notes.add("owners could not be set (ignore_chown_errors)", entry.displayName());
      } else if (e.errno() == Errno.EINVAL || e.errno() == Errno.EPERM) {
        throw notMapped(entry, e);
      } else {
        throw e;
      }
    }
  }

  private static StorageException notMapped(TarEntry entry, SyscallException cause) {
    return new StorageException(
        "unpack "
            + entry.displayName()
            + ": its owner "
            + entry.uid()
            + ":"
            + entry.gid()
            + " is not among this user's ids: give the user a larger range in /etc/subuid and"
            + " /etc/subgid, or pass --storage-opt overlay.ignore_chown_errors=true",
        cause);
  }

  private void setXattr(int dirFd, byte[] name, String attribute, byte[] value, TarEntry entry) {
    if (attribute.startsWith("trusted.overlay.") || attribute.startsWith("user.overlay.")) {
      // They would steer the overlay that this layer becomes a part of.
      notes.add("attributes of overlayfs itself are left out", entry.displayName());
      return;
    }
    try {
      attributes.setXattr(dirFd, name, attribute, value);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      notes.add(
          "attribute " + attribute + " could not be set (" + e.getMessage() + ")",
          entry.displayName());
    }
  }
}
