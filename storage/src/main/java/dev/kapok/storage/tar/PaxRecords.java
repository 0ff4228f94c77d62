package dev.kapok.storage.tar;

import dev.kapok.storage.LayerFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a PAX extended header: {@code LENGTH KEY=VALUE\n}, values as bytes.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax,
 *     "pax Extended Header"</a>
 */
final class PaxRecords {
  private static final String XATTR = "SCHILY.xattr.";
  private static final int NANO_DIGITS = 9;

  private final Map<String, byte[]> values = new LinkedHashMap<>();

  /** The pairs of GNU's sparse format 0.0, whose keys repeat and whose order counts. */
  private final List<Long> sparseNumbers = new ArrayList<>();

  static PaxRecords parse(byte[] bytes) throws LayerFormatException {
    PaxRecords records = new PaxRecords();
    int at = 0;
    while (at < bytes.length) {
      at = records.parseOne(bytes, at);
    }
    return records;
  }

  private int parseOne(byte[] bytes, int start) throws LayerFormatException {
    int at = start;
    long length = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && length < bytes.length) {
      length = length * 10 + (bytes[at++] - '0');
    }
    long end = start + length;
    if (at == start || at >= bytes.length || bytes[at] != ' ' || end > bytes.length || end <= at) {
      throw new LayerFormatException("pax header: a record's length is wrong");
    }
    int equals = ++at;
    while (equals < end && bytes[equals] != '=') {
      equals++;
    }
    if (equals >= end || equals == at || bytes[(int) end - 1] != '\n') {
      throw new LayerFormatException("pax header: a record is not KEY=VALUE");
    }
    String key = new String(bytes, at, equals - at, StandardCharsets.UTF_8);
    put(key, Arrays.copyOfRange(bytes, equals + 1, (int) end - 1));
    return (int) end;
  }

  private void put(String key, byte[] value) throws LayerFormatException {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparseNumbers.add(decimal(key, value));
      return;
    }
    // An empty value takes a record back; an attribute's value may well be empty.
    if (value.length == 0 && !key.startsWith(XATTR)) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  byte @Nullable [] bytes(String key) {
    return values.get(key);
  }

  List<Long> sparseNumbers() {
    return sparseNumbers;
  }

  /** Returns a number that is not negative, or the fallback where the key is missing. */
  long number(String key, long fallback) throws LayerFormatException {
    byte[] value = values.get(key);
    return value == null ? fallback : decimal(key, value);
  }

  /** Overwrites what the header block said with what the records say. */
  void applyTo(TarEntry entry) throws LayerFormatException {
    entry.name = path("path", entry.name);
    entry.linkName = path("linkpath", entry.linkName);
    entry.uid = number("uid", entry.uid);
    entry.gid = number("gid", entry.gid);
    entry.size = number("size", entry.size);
    byte[] modified = values.get("mtime");
    if (modified != null) {
      long[] time = time("mtime", modified);
      entry.modifiedSeconds = time[0];
      entry.modifiedNanos = (int) time[1];
    }
    byte[] access = values.get("atime");
    long[] time =
        access == null
            ? new long[] {entry.modifiedSeconds, entry.modifiedNanos}
            : time("atime", access);
    entry.accessSeconds = time[0];
    entry.accessNanos = (int) time[1];
    for (Map.Entry<String, byte[]> value : values.entrySet()) {
      if (value.getKey().startsWith(XATTR)) {
        entry.xattrs.put(value.getKey().substring(XATTR.length()), value.getValue());
      }
    }
  }

  private byte[] path(String key, byte[] fallback) throws LayerFormatException {
    byte[] value = values.get(key);
    if (value == null) {
      return fallback;
    }
    for (byte b : value) {
      if (b == 0) {
        throw new LayerFormatException(
            "pax header: " + key + " " + TarEntry.display(value) + " has a NUL in it");
      }
    }
    return value;
  }

  static long decimal(String key, byte[] value) throws LayerFormatException {
    long number = 0;
    for (byte b : value) {
      int digit = b - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        throw bad(key, value);
      }
      number = number * 10 + digit;
    }
    if (value.length == 0) {
      throw bad(key, value);
    }
    return number;
  }

  /** Returns seconds and nanoseconds; −1.5 is second −2 and half of the next. */
  private static long[] time(String key, byte[] value) throws LayerFormatException {
    boolean negative = value.length > 0 && value[0] == '-';
    int dot = 0;
    while (dot < value.length && value[dot] != '.') {
      dot++;
    }
    long seconds = decimal(key, Arrays.copyOfRange(value, negative ? 1 : 0, dot));
    long nanos = 0;
    for (int i = 1; i <= NANO_DIGITS; i++) {
      int digit = dot + i < value.length ? value[dot + i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw bad(key, value);
      }
      nanos = nanos * 10 + digit;
    }
    if (negative) {
      return nanos == 0
          ? new long[] {-seconds, 0}
          : new long[] {-seconds - 1, 1_000_000_000 - nanos};
    }
    return new long[] {seconds, nanos};
  }

  private static LayerFormatException bad(String key, byte[] value) {
    return new LayerFormatException(
        "pax header: " + key + " " + TarEntry.display(value) + " is no number in range");
  }
}
