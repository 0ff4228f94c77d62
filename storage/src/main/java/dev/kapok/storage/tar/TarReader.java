package dev.kapok.storage.tar;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.pipe.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive from front to back.
 *
 * <pre>{@code
 * for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
 *   reader.content(sink);      // or not: next() skips what was not taken
 * }
 * }</pre>
 *
 * <p>An archive ends with two blocks of zeros, or where its bytes end between two entries. What
 * follows the end is not looked at. Extended headers are at most 1 MiB long; global ones (type g)
 * are skipped, as other engines do.
 */
public final class TarReader {
  private static final int MAX_EXTENDED_HEADER = 1 << 20;

  private final ByteSource source;
  private @Nullable TarEntry current;
  private @Nullable SparseMap sparse;
  private boolean taken;
  private boolean ended;

  /** Tells whether the first 512 bytes of a stream are those of a tar that has an entry. */
  public static boolean isTar(byte[] block) {
    return block.length == TarBlock.SIZE && new TarBlock(block).checksumHolds();
  }

  /** Reads from the source's present position on. */
  public TarReader(ByteSource source) {
    this.source = source;
  }

  /**
   * Returns the next entry, or null after the last.
   *
   * @throws LayerFormatException where a header makes no sense
   * @throws EOFException where the archive ends inside an entry
   */
  public @Nullable TarEntry next() throws IOException {
    if (current != null && !taken) {
      content(Nowhere.INSTANCE);
    }
    current = null;
    sparse = null;
    taken = false;
    PaxRecords records = null;
    byte[] longName = null;
    byte[] longLink = null;
    while (!ended) {
      TarBlock block = nextHeader();
      if (block == null) {
        break;
      }
      switch (block.type()) {
        case 'x' -> records = PaxRecords.parse(extendedHeader(block));
        case 'L' -> longName = cString(extendedHeader(block));
        case 'K' -> longLink = cString(extendedHeader(block));
        case 'g' -> extendedHeader(block);
        default -> {
          current = entry(block, records, longName, longLink);
          return current;
        }
      }
    }
    ended = true;
    return null;
  }

  /** Hands over the content of the entry that {@link #next} returned; once. */
  public void content(DataSink sink) throws IOException {
    TarEntry entry = current;
    if (entry == null || taken) {
      throw new IllegalStateException("no content here");
    }
    taken = true;
    if (sparse == null) {
      copy(entry.storedSize, sink);
    } else {
      copySparse(sparse, entry, sink);
    }
    skip(padding(entry.storedSize));
  }

  private void copySparse(SparseMap map, TarEntry entry, DataSink sink) throws IOException {
    long at = 0;
    for (int i = 0; i < map.pieces(); i++) {
      if (map.offset(i) > at) {
        sink.hole(map.offset(i) - at);
      }
      copy(map.length(i), sink);
      at = map.offset(i) + map.length(i);
    }
    if (entry.size > at) {
      sink.hole(entry.size - at);
    }
  }

  private TarEntry entry(
      TarBlock block, @Nullable PaxRecords records, byte @Nullable [] name, byte @Nullable [] link)
      throws IOException {
    TarEntry entry = fields(block);
    if (records != null) {
      records.applyTo(entry);
    }
    if (name != null) {
      entry.name = name;
    }
    if (link != null) {
      entry.linkName = link;
    }
    checkSize(entry);
    entry.storedSize = hasNoContent(entry.type) ? 0 : entry.size;
    if (block.type() == 'S') {
      sparse = SparseFormats.gnu(block, this, entry);
    } else if (records != null && entry.type == TarEntry.FILE) {
      sparse = SparseFormats.pax(records, this, entry);
    }
    if (sparse != null) {
      checkSize(entry);
      sparse.check(entry.storedSize, entry.size);
    }
    // Archives of the seventh edition have no type for directories.
    if (block.type() == 0 && entry.name.length > 0 && entry.name[entry.name.length - 1] == '/') {
      entry.type = TarEntry.DIRECTORY;
    }
    return entry;
  }

  private static void checkSize(TarEntry entry) throws LayerFormatException {
    if (entry.size < 0) {
      throw new LayerFormatException("tar entry " + entry.displayName() + " has a negative size");
    }
  }

  private static TarEntry fields(TarBlock block) throws LayerFormatException {
    TarEntry entry = new TarEntry();
    char type = block.type();
    // 7 is a contiguous file, which POSIX lets us treat as any other.
    entry.type = type == 0 || type == '7' || type == 'S' ? TarEntry.FILE : type;
    entry.name = block.name();
    entry.linkName = block.linkName();
    entry.mode = (int) block.number(100, 8, "mode");
    entry.uid = block.number(108, 8, "uid");
    entry.gid = block.number(116, 8, "gid");
    entry.size = block.number(124, 12, "size");
    entry.modifiedSeconds = block.number(136, 12, "mtime");
    entry.accessSeconds = entry.modifiedSeconds;
    if (block.isUstar() || block.isGnu()) {
      entry.deviceMajor = (int) block.number(329, 8, "devmajor");
      entry.deviceMinor = (int) block.number(337, 8, "devminor");
    }
    return entry;
  }

  /** Go's reader, and so every engine, takes no content for these, whatever their size says. */
  private static boolean hasNoContent(char type) {
    return type >= TarEntry.HARD_LINK && type <= TarEntry.FIFO;
  }

  /** Returns the next header, or null at the end of the archive. */
  private @Nullable TarBlock nextHeader() throws IOException {
    TarBlock block = block();
    if (block == null) {
      return null;
    }
    if (block.isZero()) {
      TarBlock second = block();
      if (second != null && !second.isZero()) {
        throw new LayerFormatException("tar: something follows a single block of zeros");
      }
      return null;
    }
    if (!block.checksumHolds()) {
      throw new LayerFormatException("no tar header where one should be: its checksum is wrong");
    }
    return block;
  }

  private byte[] extendedHeader(TarBlock block) throws IOException {
    long size = block.number(124, 12, "size");
    if (size < 0 || size > MAX_EXTENDED_HEADER) {
      throw new LayerFormatException(
          "tar: an extended header of " + size + " bytes is longer than " + MAX_EXTENDED_HEADER);
    }
    byte[] content = new byte[(int) size];
    if (!readFully(content) && size > 0) {
      throw truncated();
    }
    skip(padding(size));
    return content;
  }

  private static byte[] cString(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

  TarBlock requireBlock() throws IOException {
    TarBlock block = block();
    if (block == null) {
      throw truncated();
    }
    return block;
  }

  /** Returns a whole block, or null where nothing at all follows. */
  private @Nullable TarBlock block() throws IOException {
    byte[] bytes = new byte[TarBlock.SIZE];
    return readFully(bytes) ? new TarBlock(bytes) : null;
  }

  /** Fills the array; false where nothing follows, an error where only a part does. */
  private boolean readFully(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      if (!source.fill()) {
        if (done == 0) {
          return false;
        }
        throw truncated();
      }
      int part = Math.min(target.length - done, source.available());
      System.arraycopy(source.array(), source.position(), target, done, part);
      source.advance(part);
      done += part;
    }
    return true;
  }

  private void copy(long length, DataSink sink) throws IOException {
    long left = length;
    while (left > 0) {
      if (!source.fill()) {
        throw truncated();
      }
      int part = (int) Math.min(left, source.available());
      sink.data(source.array(), source.position(), part);
      source.advance(part);
      left -= part;
    }
  }

  private void skip(long length) throws IOException {
    copy(length, Nowhere.INSTANCE);
  }

  private static long padding(long size) {
    return -size & (TarBlock.SIZE - 1);
  }

  private EOFException truncated() {
    TarEntry entry = current;
    return new EOFException(
        "the tar archive ends in the middle of "
            + (entry == null ? "a header" : "entry " + entry.displayName()));
  }

  /** Takes content that nobody wants. */
  private enum Nowhere implements DataSink {
    INSTANCE;

    @Override
    public void data(byte[] buffer, int offset, int length) {}

    @Override
    public void hole(long length) {}
  }
}
