package dev.kapok.test.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar header by header, with names and types that no honest archiver would write.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">GNU tar, basic
 *     format</a>
 */
public final class HandTar implements AutoCloseable {
  /** What an entry's type field says. */
  public static final char FILE = '0';

  /** A second name of a file. */
  public static final char HARD_LINK = '1';

  /** A symbolic link. */
  public static final char SYMLINK = '2';

  /** A character device. */
  public static final char CHAR_DEVICE = '3';

  /** A folder. */
  public static final char FOLDER = '5';

  private static final char PAX = 'x';
  private static final char LONG_NAME = 'L';
  private static final int BLOCK = 512;
  private static final int NAME_MAX = 100;
  private static final int CHECKSUM = 148;

  private final OutputStream out;

  /** Writes to a stream, and closes it in the end. */
  public HandTar(OutputStream out) {
    this.out = out;
  }

  /** Adds a file. */
  public HandTar file(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    header(FILE, name, "", bytes.length);
    out.write(bytes);
    out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    return this;
  }

  /** Adds a folder. */
  public HandTar folder(String name) throws IOException {
    return header(FOLDER, name, "", 0);
  }

  /** Adds an entry that points elsewhere, or the device 1:3 (null). */
  public HandTar link(char type, String name, String target) throws IOException {
    return header(type, name, target, 0);
  }

  /** Adds an extended header for the next entry: keys and values in turn. */
  public HandTar pax(String... keysAndValues) throws IOException {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String body = " " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n";
      int length = body.getBytes(StandardCharsets.UTF_8).length + 1;
      while (Integer.toString(length).length() + body.getBytes(StandardCharsets.UTF_8).length
          != length) {
        length++;
      }
      records.append(length).append(body);
    }
    byte[] bytes = records.toString().getBytes(StandardCharsets.UTF_8);
    block(PAX, "PaxHeaders/x".getBytes(StandardCharsets.UTF_8), "", bytes.length);
    out.write(Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK));
    return this;
  }

  /** Adds a header alone; what it says of its content, the caller writes. */
  public HandTar header(char type, String name, String target, long size) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_MAX) {
      block(LONG_NAME, "././@LongLink".getBytes(StandardCharsets.UTF_8), "", bytes.length + 1L);
      out.write(Arrays.copyOf(bytes, (bytes.length / BLOCK + 1) * BLOCK));
    }
    block(type, bytes, target, size);
    return this;
  }

  /** Adds the content that a header announced: so many blocks of so many zeros. */
  public HandTar zeros(int size, int count) throws IOException {
    byte[] zeros = new byte[size];
    for (int i = 0; i < count; i++) {
      out.write(zeros);
    }
    return this;
  }

  private void block(char type, byte[] name, String target, long size) throws IOException {
    byte[] header = new byte[BLOCK];
    System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_MAX));
    text(header, 100, type == FOLDER ? "0000755" : "0000644");
    text(header, 108, "0000000");
    text(header, 116, "0000000");
    text(header, 124, octal(size, 11));
    text(header, 136, octal(1_700_000_000L, 11));
    text(header, CHECKSUM, "        ");
    header[156] = (byte) type;
    text(header, 157, target);
    text(header, 257, "ustar\00000");
    text(header, 329, "0000001");
    text(header, 337, "0000003");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, CHECKSUM, octal(sum, 6) + "\0 ");
    out.write(header);
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String octal(long number, int digits) {
    String text = Long.toOctalString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** Ends the archive by two empty blocks. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
