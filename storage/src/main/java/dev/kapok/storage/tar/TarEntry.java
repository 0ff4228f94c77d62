package dev.kapok.storage.tar;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of an archive. Names and the values of extended attributes are bytes, for they need not
 * be text in any encoding; callers do not change the arrays.
 */
public final class TarEntry {
  public static final char FILE = '0';
  public static final char HARD_LINK = '1';
  public static final char SYMLINK = '2';
  public static final char CHAR_DEVICE = '3';
  public static final char BLOCK_DEVICE = '4';
  public static final char DIRECTORY = '5';
  public static final char FIFO = '6';

  char type;
  byte[] name = new byte[0];
  byte[] linkName = new byte[0];
  int mode;
  long uid;
  long gid;
  long size;
  long storedSize;
  int deviceMajor;
  int deviceMinor;
  long modifiedSeconds;
  int modifiedNanos;
  long accessSeconds;
  int accessNanos;
  final Map<String, byte[]> xattrs = new LinkedHashMap<>();

  TarEntry() {}

  /** Returns the kind, one of the constants here or a letter that this engine does not know. */
  public char type() {
    return type;
  }

  /** Returns the name as it stands in the archive, not cleaned in any way. */
  public byte[] name() {
    return name;
  }

  /** Returns what a hard or symbolic link names, empty for all else. */
  public byte[] linkName() {
    return linkName;
  }

  /** Returns the permission bits with set-uid, set-gid and sticky. */
  public int mode() {
    return mode & 07777;
  }

  public long uid() {
    return uid;
  }

  public long gid() {
    return gid;
  }

  /** Returns the size of the file once it is unpacked, holes included, in bytes. */
  public long size() {
    return size;
  }

  public int deviceMajor() {
    return deviceMajor;
  }

  public int deviceMinor() {
    return deviceMinor;
  }

  /** Returns the modification time in seconds since the epoch, which may be negative. */
  public long modifiedSeconds() {
    return modifiedSeconds;
  }

  public int modifiedNanos() {
    return modifiedNanos;
  }

  /** Returns the access time, or the modification time where the archive has none. */
  public long accessSeconds() {
    return accessSeconds;
  }

  public int accessNanos() {
    return accessNanos;
  }

  /** Returns the extended attributes by name, in the order of the archive. */
  public Map<String, byte[]> xattrs() {
    return xattrs;
  }

  /** Returns the name for messages: unreadable bytes escaped, long ones cut. */
  public String displayName() {
    return display(name);
  }

  /** Makes bytes from an archive fit for a message on a terminal. */
  public static String display(byte[] bytes) {
    int shown = Math.min(bytes.length, 200);
    String text = new String(bytes, 0, shown, StandardCharsets.UTF_8);
    StringBuilder clean = new StringBuilder(shown + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.append(shown < bytes.length ? "…\"" : "\"").toString();
  }
}
