package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.Pointer;

final class JnrFileAttributes implements FileAttributes {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** Of linux/fs.h; the requests are those of 64-bit hosts. */
  private static final long FS_IOC_GETFLAGS = 0x80086601L;

  private static final long FS_IOC_SETFLAGS = 0x40086602L;
  private static final int FS_TOPDIR_FL = 0x00020000;

  /** XATTR_SIZE_MAX and XATTR_LIST_MAX of the kernel. */
  private static final int ATTRIBUTE_MAX = 65536;

  @Override
  public void chown(int dirFd, byte[] name, int uid, int gid) {
    byte[] path = Calls.path(name);
    Calls.check(
        "chown",
        name,
        () -> C.fchownat(dirFd, path, uid, gid, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH));
  }

  @Override
  public void chmod(int dirFd, byte[] name, int mode) {
    byte[] path = Calls.path(name);
    if (name.length > 0) {
      Calls.check("chmod", name, () -> C.fchmodat(dirFd, path, mode, AT_SYMLINK_NOFOLLOW));
      return;
    }
    long result = Calls.result(() -> C.fchmod(dirFd, mode));
    if (result == -Errno.EBADF) { // opened with O_PATH
      byte[] way = Calls.path("/proc/self/fd/" + dirFd);
      result = Calls.result(() -> C.chmod(way, mode));
    }
    Calls.checked(result, "chmod", "descriptor " + dirFd);
  }

  @Override
  public void setTimes(
      int dirFd,
      byte[] name,
      long accessSeconds,
      int accessNanos,
      long modifiedSeconds,
      int modifiedNanos) {
    byte[] path = Calls.path(name);
    long[] times = {accessSeconds, accessNanos, modifiedSeconds, modifiedNanos};
    Calls.check(
        "set times",
        name,
        () -> C.utimensat(dirFd, path, times, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH));
  }

  @Override
  public void setXattr(int dirFd, byte[] name, String attribute, byte[] value) {
    byte[] path = way(dirFd, name);
    byte[] key = Calls.path(attribute);
    Calls.check(
        "set " + attribute,
        name,
        () ->
            name.length == 0
                ? C.setxattr(path, key, value, value.length, 0)
                : C.lsetxattr(path, key, value, value.length, 0));
  }

  @Override
  public byte[] getXattr(int dirFd, byte[] name, String attribute) {
    byte[] path = way(dirFd, name);
    byte[] key = Calls.path(attribute);
    byte[] buffer = new byte[ATTRIBUTE_MAX];
    int length =
        Calls.check(
            "get " + attribute,
            name,
            () ->
                name.length == 0
                    ? C.getxattr(path, key, buffer, buffer.length)
                    : C.lgetxattr(path, key, buffer, buffer.length));
    return Arrays.copyOf(buffer, length);
  }

  @Override
  public List<String> listXattrs(int dirFd, byte[] name) {
    byte[] path = way(dirFd, name);
    byte[] buffer = new byte[ATTRIBUTE_MAX];
    int length =
        Calls.check(
            "list attributes",
            name,
            () ->
                name.length == 0
                    ? C.listxattr(path, buffer, buffer.length)
                    : C.llistxattr(path, buffer, buffer.length));
    List<String> attributes = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == 0) {
        attributes.add(new String(buffer, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return attributes;
  }

  @Override
  public boolean spread(int dirFd) {
    Pointer flags = Calls.memory(Long.BYTES);
    if (Calls.result(() -> C.ioctl(dirFd, FS_IOC_GETFLAGS, flags)) < 0) {
      return false;
    }
    flags.putInt(0, flags.getInt(0) | FS_TOPDIR_FL);
    return Calls.result(() -> C.ioctl(dirFd, FS_IOC_SETFLAGS, flags)) == 0;
  }

  /** These calls take no directory: the way to it leads through /proc. */
  private static byte[] way(int dirFd, byte[] name) {
    if (dirFd == JnrFileTree.CWD) {
      return Calls.path(name);
    }
    ByteArrayOutputStream way = new ByteArrayOutputStream();
    way.writeBytes(("/proc/self/fd/" + dirFd).getBytes(StandardCharsets.UTF_8));
    if (name.length > 0) {
      way.write('/');
      way.writeBytes(name);
    }
    return Calls.path(way.toByteArray());
  }
}
