package dev.kapok.storage.tar;

import dev.kapok.storage.LayerFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The four ways in which GNU tar writes down where the pieces of a sparse file belong: in the
 * header block and blocks after it (its own format), and PAX 0.0, 0.1 and 1.0.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html">GNU tar,
 *     storing sparse files</a>
 */
final class SparseFormats {
  /** Longest text of a map in format 1.0, in bytes. */
  private static final int MAX_MAP_TEXT = 1 << 20;

  private static final int PAIR = 24;
  private static final int FIELD = 12;

  private SparseFormats() {}

  /** Reads the map of GNU's own format (type S) and sets the entry's size to the real one. */
  static SparseMap gnu(TarBlock header, TarReader reader, TarEntry entry) throws IOException {
    entry.size = header.number(483, FIELD, "real size");
    SparseMap map = new SparseMap();
    addPairs(header, 386, 4, map);
    boolean more = header.bytes()[482] != 0;
    while (more) {
      TarBlock next = reader.requireBlock();
      addPairs(next, 0, 21, map);
      more = next.bytes()[504] != 0;
    }
    return map;
  }

  private static void addPairs(TarBlock block, int start, int pairs, SparseMap map)
      throws LayerFormatException {
    for (int i = 0; i < pairs; i++) {
      int at = start + i * PAIR;
      if (block.bytes()[at] == 0) {
        return;
      }
      map.add(
          block.number(at, FIELD, "sparse offset"),
          block.number(at + FIELD, FIELD, "sparse length"));
    }
  }

  /** Returns the map that PAX records announce, or null where the file is not sparse. */
  static @Nullable SparseMap pax(PaxRecords records, TarReader reader, TarEntry entry)
      throws IOException {
    boolean version1 = records.number("GNU.sparse.major", 0) == 1;
    byte[] map = records.bytes("GNU.sparse.map");
    if (!version1 && map == null && records.sparseNumbers().isEmpty()) {
      return null;
    }
    byte[] name = records.bytes("GNU.sparse.name");
    if (name != null) {
      entry.name = name;
    }
    long size = records.number("GNU.sparse.size", entry.size);
    entry.size = records.number("GNU.sparse.realsize", size);
    if (version1) {
      return version1(reader, entry);
    }
    return map == null ? version00(records.sparseNumbers()) : version01(map);
  }

  private static SparseMap version00(List<Long> numbers) throws LayerFormatException {
    SparseMap map = new SparseMap();
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      map.add(numbers.get(i), numbers.get(i + 1));
    }
    return map;
  }

  private static SparseMap version01(byte[] text) throws LayerFormatException {
    SparseMap map = new SparseMap();
    String[] numbers = new String(text, StandardCharsets.US_ASCII).split(",", -1);
    for (int i = 0; i + 1 < numbers.length; i += 2) {
      map.add(decimal(numbers[i]), decimal(numbers[i + 1]));
    }
    return map;
  }

  /** The map stands before the content: decimal numbers, one a line, padded to a whole block. */
  private static SparseMap version1(TarReader reader, TarEntry entry) throws IOException {
    Lines lines = new Lines(reader, entry);
    long count = lines.number();
    SparseMap map = new SparseMap();
    for (long i = 0; i < count; i++) {
      long offset = lines.number();
      map.add(offset, lines.number());
    }
    return map;
  }

  private static long decimal(String text) throws LayerFormatException {
    return PaxRecords.decimal("GNU.sparse.map", text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes numbers off the blocks in front of an entry's content. */
  private static final class Lines {
    private final TarReader reader;
    private final TarEntry entry;
    private byte[] block = new byte[0];
    private int at;
    private int read;

    Lines(TarReader reader, TarEntry entry) {
      this.reader = reader;
      this.entry = entry;
    }

    long number() throws IOException {
      StringBuilder digits = new StringBuilder();
      for (byte b = next(); b != '\n'; b = next()) {
        digits.append((char) b);
      }
      return decimal(digits.toString());
    }

    private byte next() throws IOException {
      if (at == block.length) {
        if (entry.storedSize < TarBlock.SIZE || read >= MAX_MAP_TEXT) {
          throw new LayerFormatException("sparse file: its map is too long or cut short");
        }
        block = reader.requireBlock().bytes();
        entry.storedSize -= TarBlock.SIZE;
        read += TarBlock.SIZE;
        at = 0;
      }
      return block[at++];
    }
  }
}
