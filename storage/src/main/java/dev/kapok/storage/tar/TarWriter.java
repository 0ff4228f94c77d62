package dev.kapok.storage.tar;

import dev.kapok.storage.pipe.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a tar archive that depends on its entries alone: POSIX ustar, with a PAX header in front
 * of those whose name, size, owner, time or attributes don't fit.
 */
public final class TarWriter {
  private static final byte[] PAX_NAME = ascii("PaxHeaders/entry");
  private static final int NAME = 100;
  private static final int NANO_DIGITS = 9;
  private static final long MAX_ID = 07777777;
  private static final long MAX_SIZE = 077777777777L;

  private final ByteSink out;

  /** Writes to a sink. */
  public TarWriter(ByteSink out) {
    this.out = out;
  }

  /** Writes a header; its content has to follow, and then {@link #pad}. */
  public void header(TarHeader header) throws IOException {
    byte[] records = records(header);
    if (records.length > 0) {
      block('x', PAX_NAME, new byte[0], 0644, 0, 0, records.length, 0, 0);
      out.write(records, 0, records.length);
      pad(records.length);
    }
    block(
        header.type(),
        header.name(),
        header.linkName(),
        header.mode(),
        header.uid() > MAX_ID ? 0 : header.uid(),
        header.gid() > MAX_ID ? 0 : header.gid(),
        header.size() > MAX_SIZE ? 0 : header.size(),
        fitsTime(header.modifiedSeconds()) ? header.modifiedSeconds() : 0,
        header.device());
  }

  /** Fills up the last block of some content. */
  public void pad(long size) throws IOException {
    out.zeros(-size & (TarBlock.SIZE - 1));
  }

  /** Writes the end of the archive. */
  public void end() throws IOException {
    out.zeros(2L * TarBlock.SIZE);
  }

  private void block(
      char type,
      byte[] name,
      byte[] link,
      int mode,
      long uid,
      long gid,
      long size,
      long modified,
      long device)
      throws IOException {
    byte[] block = new byte[TarBlock.SIZE];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
    octal(block, 100, 7, mode & 07777);
    octal(block, 108, 7, uid);
    octal(block, 116, 7, gid);
    octal(block, 124, 11, size);
    octal(block, 136, 11, modified);
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(link.length, NAME));
    byte[] magic = ascii("ustar\00000");
    System.arraycopy(magic, 0, block, 257, magic.length);
    if (type == TarEntry.CHAR_DEVICE || type == TarEntry.BLOCK_DEVICE) {
      octal(block, 329, 7, (device >> 8 & 0xfff) | (device >> 32 & 0xfffff000L));
      octal(block, 337, 7, (device & 0xff) | (device >> 12 & 0xffffff00L));
    }
    checksum(block);
    out.write(block, 0, block.length);
  }

  private static void checksum(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 6, sum);
    block[154] = 0;
  }

  private static void octal(byte[] block, int offset, int digits, long value) {
    long left = value;
    for (int i = offset + digits - 1; i >= offset; i--) {
      block[i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }

  private static boolean fitsTime(long seconds) {
    return seconds >= 0 && seconds <= MAX_SIZE;
  }

  private static byte[] records(TarHeader header) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (header.name().length > NAME) {
      record(records, "path", header.name());
    }
    if (header.linkName().length > NAME) {
      record(records, "linkpath", header.linkName());
    }
    if (header.size() > MAX_SIZE) {
      record(records, "size", ascii(Long.toString(header.size())));
    }
    if (header.uid() > MAX_ID) {
      record(records, "uid", ascii(Long.toString(header.uid())));
    }
    if (header.gid() > MAX_ID) {
      record(records, "gid", ascii(Long.toString(header.gid())));
    }
    if (header.modifiedNanos() != 0 || !fitsTime(header.modifiedSeconds())) {
      record(records, "mtime", ascii(time(header.modifiedSeconds(), header.modifiedNanos())));
    }
    for (Map.Entry<String, byte[]> xattr : header.xattrs().entrySet()) {
      record(records, "SCHILY.xattr." + xattr.getKey(), xattr.getValue());
    }
    return records.toByteArray();
  }

  /** Nanoseconds count up from the second, the text counts from zero. */
  private static String time(long seconds, int nanos) {
    long whole = seconds;
    long part = nanos;
    String sign = "";
    if (seconds < 0) {
      sign = "-";
      whole = nanos == 0 ? -seconds : -seconds - 1;
      part = nanos == 0 ? 0 : 1_000_000_000L - nanos;
    }
    if (part == 0) {
      return sign + whole;
    }
    String digits = Long.toString(part);
    String fraction = "0".repeat(NANO_DIGITS - digits.length()) + digits;
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole + "." + fraction.substring(0, end);
  }

  private static void record(ByteArrayOutputStream records, String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    int body = name.length + value.length + 3;
    int length = body + 1;
    while (Integer.toString(length).length() + body != length) {
      length++;
    }
    records.writeBytes(ascii(length + " "));
    records.writeBytes(name);
    records.write('=');
    records.writeBytes(value);
    records.write('\n');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
