package dev.kapok.sys.jni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class JniFileAttributes implements FileAttributes {
  static final JniFileAttributes INSTANCE = new JniFileAttributes();

  /** Most attributes fit; XATTR_SIZE_MAX and XATTR_LIST_MAX are the kernel's limit. */
  private static final int SMALL = 512;

  private static final int LARGE = 65536;

  @Override
  public void chown(int dirFd, byte[] name, int uid, int gid) {
    Result.check(Natives.chown(dirFd, name, uid, gid), "chown", name);
  }

  @Override
  public void chmod(int dirFd, byte[] name, int mode) {
    Result.check(Natives.chmod(dirFd, name, mode), "chmod", name);
  }

  @Override
  public void setTimes(
      int dirFd,
      byte[] name,
      long accessSeconds,
      int accessNanos,
      long modifiedSeconds,
      int modifiedNanos) {
    Result.check(
        Natives.times(dirFd, name, accessSeconds, accessNanos, modifiedSeconds, modifiedNanos),
        "set times",
        name);
  }

  @Override
  public void setXattr(int dirFd, byte[] name, String attribute, byte[] value) {
    Result.check(
        Natives.setXattr(dirFd, name, Result.bytes(attribute), value), "set " + attribute, name);
  }

  @Override
  public byte[] getXattr(int dirFd, byte[] name, String attribute) {
    byte[] key = Result.bytes(attribute);
    byte[] buffer = new byte[SMALL];
    int length = Natives.getXattr(dirFd, name, key, buffer);
    if (length == -Errno.ERANGE) {
      buffer = new byte[LARGE];
      length = Natives.getXattr(dirFd, name, key, buffer);
    }
    return Arrays.copyOf(buffer, Result.check(length, "get " + attribute, name));
  }

  @Override
  public List<String> listXattrs(int dirFd, byte[] name) {
    byte[] buffer = new byte[SMALL];
    int length = Natives.listXattrs(dirFd, name, buffer);
    if (length == -Errno.ERANGE) {
      buffer = new byte[LARGE];
      length = Natives.listXattrs(dirFd, name, buffer);
    }
    Result.check(length, "list attributes", name);
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
    return Natives.spread(dirFd) == 0;
  }
}
