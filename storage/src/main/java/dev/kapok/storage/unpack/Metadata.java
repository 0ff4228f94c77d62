package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tree.AttributeIds;
import dev.kapok.storage.tree.MappedIds;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.SyscallException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives what was unpacked its owner, mode, attributes and times, in the order that the kernel
 * wants: a change of owner clears set-uid bits and capabilities.
 */
final class Metadata {
  /** −1 means "leave it" to chown(2), so it is no owner. */
  private static final long MAX_ID = 0xfffffffeL;

  /** Set-uid and set-gid. */
  private static final int SET_ID = 06000;

  private final FileAttributes attributes;
  private final boolean ignoreOwners;
  private final CopyOptions.@Nullable Owner owner;
  private final AttributeIds.@Nullable Mapping mapping;
  private final String advice;
  private final Notes notes;

  private Metadata(
      FileAttributes attributes,
      boolean ignoreOwners,
      CopyOptions.@Nullable Owner owner,
      AttributeIds.@Nullable Mapping mapping,
      String advice,
      Notes notes) {
    this.attributes = attributes;
    this.ignoreOwners = ignoreOwners;
    this.owner = owner;
    this.mapping = mapping;
    this.advice = advice;
    this.notes = notes;
  }

  /** Works for layers. */
  static Metadata ofLayers(FileAttributes attributes, boolean ignoreOwners, Notes notes) {
    String advice = ", or pass --storage-opt overlay.ignore_chown_errors=true";
    return new Metadata(attributes, ignoreOwners, null, null, advice, notes);
  }

  /** Works for copies, which may all get one owner. */
  static Metadata ofCopies(FileAttributes attributes, CopyOptions options, Notes notes) {
    IdMaps maps = options.maps();
    String advice =
        maps == null
            ? ", or copy without --archive=false"
            : ", or more ids to the container, or copy without --archive=false";
    AttributeIds.Mapping mapping = maps == null ? null : MappedIds.outside(maps);
    return new Metadata(attributes, false, options.owner(), mapping, advice, notes);
  }

  void apply(int dirFd, byte[] name, TarEntry entry) throws LayerFormatException {
    own(dirFd, name, entry);
    if (entry.type() != TarEntry.SYMLINK) {
      attributes.chmod(dirFd, name, isStripped(entry) ? entry.mode() & ~SET_ID : entry.mode());
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

  /** Tells whether a file must not give its new owner's rights to others. */
  private boolean isStripped(TarEntry entry) {
    CopyOptions.Owner now = owner;
    return now != null
        && !now.setId()
        && entry.type() == TarEntry.FILE
        && (now.uid() != entry.uid() || now.gid() != entry.gid());
  }

  private void own(int dirFd, byte[] name, TarEntry entry) throws LayerFormatException {
    long uid = owner == null ? entry.uid() : owner.uid();
    long gid = owner == null ? entry.gid() : owner.gid();
    if (uid < 0 || uid > MAX_ID || gid < 0 || gid > MAX_ID) {
      throw new LayerFormatException(
          "layer entry " + entry.displayName() + " is refused: no such owner " + uid + ":" + gid);
    }
    try {
      AttributeIds.Mapping outside = mapping;
      int user = outside == null ? (int) uid : outside.user((int) uid);
      int group = outside == null ? (int) gid : outside.group((int) gid);
      attributes.chown(dirFd, name, user, group);
    } catch (MappedIds.UnmappedException e) {
      throw notMapped(entry, uid + ":" + gid, e);
    } catch (SyscallException e) {
      if (ignoreOwners) {
        notes.add("owners could not be set (ignore_chown_errors)", entry.displayName());
      } else if (e.errno() == Errno.EINVAL || e.errno() == Errno.EPERM) {
        throw notMapped(entry, uid + ":" + gid, e);
      } else {
        throw e;
      }
    }
  }

  private StorageException notMapped(TarEntry entry, String ids, RuntimeException cause) {
    String message =
        "unpack "
            + entry.displayName()
            + ": its owner "
            + ids
            + " is not among this user's ids: give the user a larger range in /etc/subuid and"
            + " /etc/subgid"
            + advice;
    return new StorageException(message, cause);
  }

  private void setXattr(int dirFd, byte[] name, String attribute, byte[] value, TarEntry entry) {
    if (attribute.equals("security.capability") && isStripped(entry)) {
      return;
    }
    if (attribute.startsWith("trusted.overlay.") || attribute.startsWith("user.overlay.")) {
      // They would steer the overlay that this layer becomes a part of.
      notes.add("attributes of overlayfs itself are left out", entry.displayName());
      return;
    }
    try {
      attributes.setXattr(dirFd, name, attribute, outside(attribute, value, entry));
    } catch (SyscallException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      notes.add(
          "attribute " + attribute + " could not be set (" + e.getMessage() + ")",
          entry.displayName());
    }
  }

  /** Access lists name users and groups. */
  private byte[] outside(String attribute, byte[] value, TarEntry entry) {
    AttributeIds.Mapping outside = mapping;
    try {
      return outside == null ? value : AttributeIds.map(attribute, value, outside);
    } catch (MappedIds.UnmappedException e) {
      throw new StorageException(
          "unpack "
              + entry.displayName()
              + ": its "
              + attribute
              + " names "
              + e.getMessage()
              + ", which the container does not have: map more ids, or take it from there (setfacl)",
          e);
    }
  }
}
