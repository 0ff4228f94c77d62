package dev.kapok.storage.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes tar archives block by block, bad ones too: what no library would write. */
public final class RawTar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Starts an empty archive. */
  public static RawTar archive() {
    return new RawTar();
  }

  /** Adds a folder. */
  public RawTar folder(String name) {
    return entry('5', name, "", new byte[0]);
  }

  /** Adds a file. */
  public RawTar file(String name, String content) {
    return entry('0', name, "", latin1(content));
  }

  /** Adds a symbolic link. */
  public RawTar symlink(String name, String target) {
    return entry('2', name, target, new byte[0]);
  }

  /** Adds a hard link. */
  public RawTar hardLink(String name, String target) {
    return entry('1', name, target, new byte[0]);
  }

  /** Adds an entry of any type; names are Latin-1, so that any byte can be written. */
  public RawTar entry(char type, String name, String link, byte[] content) {
    return header(type, name, link, content.length).content(content);
  }

  /** Adds a header alone; names longer than 100 bytes get a GNU long name in front. */
  public RawTar header(char type, String name, String link, long size) {
    longName('L', name);
    longName('K', link);
    byte[] block = new byte[BLOCK];
    put(block, 0, cut(name));
    put(block, 100, type == '5' ? "0000755" : "0000644");
    put(block, 108, octal(Owner.UID, 7));
    put(block, 116, octal(Owner.GID, 7));
    put(block, 124, octal(size, 11));
    put(block, 136, octal(1_000_000_000, 11));
    block[156] = (byte) type;
    put(block, 157, cut(link));
    put(block, 257, "ustar\00000");
    return block(block);
  }

  /** Adds a block after writing its checksum. */
  public RawTar block(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, octal(sum, 6) + "\0 ");
    out.writeBytes(block);
    return this;
  }

  /** Adds a PAX header for the next entry; records are Latin-1. */
  public RawTar pax(String... keysAndValues) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      records.append(record(keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n"));
    }
    return entry('x', "pax", "", latin1(records.toString()));
  }

  private static String record(String body) {
    int length = body.length() + 2;
    while (String.valueOf(length).length() + 1 + body.length() != length) {
      length++;
    }
    return length + " " + body;
  }

  /** Adds content and pads it to whole blocks. */
  public RawTar content(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(new byte[-content.length & (BLOCK - 1)]);
    return this;
  }

  /** Returns the archive with its two blocks of zeros. */
  public byte[] end() {
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  /** Returns what was written so far. */
  public byte[] unfinished() {
    return out.toByteArray();
  }

  private void longName(char type, String name) {
    if (name.length() > 100) {
      header(type, "././@LongLink", "", name.length() + 1L).content(latin1(name + "\0"));
    }
  }

  private static String cut(String name) {
    return name.length() > 100 ? name.substring(0, 100) : name;
  }

  /** Writes text into a block. */
  public static void put(byte[] block, int offset, String text) {
    byte[] bytes = latin1(text);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Who the entries belong to: whoever runs the tests, so that unpacking needs no privilege. */
  private static final class Owner {
    private static final long UID = id("uid");
    private static final long GID = id("gid");

    private static long id(String which) {
      try {
        Path self = Path.of("/proc/self");
        return ((Number) Files.getAttribute(self, "unix:" + which)).longValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
