package dev.kapok.storage.change;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.pipe.ByteSink;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarHeader;
import dev.kapok.storage.tar.TarWriter;
import dev.kapok.storage.tree.DataRanges;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes changes as the tar of a layer. */
final class TarSink implements ChangeSink {
  private static final String WHITEOUT = ".wh.";
  private static final long ID_MASK = 0xffffffffL;
  private static final byte[] NOTHING = {};

  private final ByteSink out;
  private final TarWriter tar;
  private final boolean whole;
  private final Map<Inode, byte[]> linked = new HashMap<>();

  /**
   * Writes to a sink.
   *
   * @param whole whether the tar is of a whole root, in which no name can mean a deletion
   */
  TarSink(ByteSink out, boolean whole) {
    this.out = out;
    this.tar = new TarWriter(out);
    this.whole = whole;
  }

  /** A file, whatever its names. */
  private record Inode(long device, long number) {}

  /** Writes the end of the archive. */
  void end() throws IOException {
    tar.end();
  }

  @Override
  public void root(Node node) throws IOException {
    write(node, "./");
  }

  @Override
  public void added(Node node) throws IOException {
    if (!whole && node.name().startsWith(WHITEOUT)) {
      throw new StorageException(
          "file "
              + TarEntry.display(SourceFolder.bytes("/" + node.path()))
              + " cannot be in a layer, where its name means a deletion: rename or remove it");
    }
    write(node, node.isFolder() ? node.path() + "/" : node.path());
  }

  @Override
  public void modified(Node node) throws IOException {
    added(node);
  }

  @Override
  public void deleted(String path) throws IOException {
    int slash = path.lastIndexOf('/') + 1;
    String name = path.substring(0, slash) + WHITEOUT + path.substring(slash);
    tar.header(
        new TarHeader(
            TarEntry.FILE, SourceFolder.bytes(name), NOTHING, 0, 0, 0, 0, 0, 0, 0, Map.of()));
  }

  private void write(Node node, String name) throws IOException {
    FileStat stat = node.stat();
    char type = type(stat);
    if (type == 0) {
      return;
    }
    byte[] path = SourceFolder.bytes(name);
    byte[] first = hasMoreNames(node) ? first(stat, path) : null;
    if (first != null) {
      tar.header(header(node, TarEntry.HARD_LINK, path, first, 0, Map.of()));
    } else if (type == TarEntry.SYMLINK) {
      byte[] target = node.folder().readLink(node.name());
      if (target != null) {
        tar.header(header(node, type, path, target, 0, Map.of()));
      }
    } else if (type == TarEntry.FILE) {
      file(node, path);
    } else {
      Map<String, byte[]> xattrs = Attributes.of(node.folder(), node.name());
      tar.header(header(node, type, path, NOTHING, 0, xattrs));
    }
  }

  private static boolean hasMoreNames(Node node) {
    return !node.isFolder() && (node.stat().links() > 1 || !node.folder().source().countsLinks());
  }

  private byte @Nullable [] first(FileStat stat, byte[] path) {
    return linked.putIfAbsent(new Inode(stat.device(), stat.inode()), path);
  }

  /** Sockets are made by who listens on them; a tar has no type for them. */
  private static char type(FileStat stat) {
    if (stat.isRegular()) {
      return TarEntry.FILE;
    } else if (stat.isDirectory()) {
      return TarEntry.DIRECTORY;
    } else if (stat.isSymlink()) {
      return TarEntry.SYMLINK;
    } else if (stat.isCharDevice()) {
      return TarEntry.CHAR_DEVICE;
    } else if (stat.isBlockDevice()) {
      return TarEntry.BLOCK_DEVICE;
    }
    return stat.isFifo() ? TarEntry.FIFO : 0;
  }

  private static TarHeader header(
      Node node, char type, byte[] path, byte[] link, long size, Map<String, byte[]> xattrs) {
    FileStat stat = node.stat();
    return new TarHeader(
        type,
        path,
        link,
        stat.mode() & 07777,
        stat.uid() & ID_MASK,
        stat.gid() & ID_MASK,
        size,
        stat.modifiedSeconds(),
        stat.modifiedNanos(),
        stat.rdev(),
        xattrs);
  }

  private void file(Node node, byte[] path) throws IOException {
    FileIo io = node.folder().source().kernel().io();
    int fd = node.folder().open(node.name());
    if (fd < 0) {
      linked.remove(new Inode(node.stat().device(), node.stat().inode()));
      return; // it vanished since its folder was read
    }
    try {
      Map<String, byte[]> xattrs = Attributes.of(node.folder(), node.name());
      long size = node.stat().size();
      tar.header(header(node, TarEntry.FILE, path, NOTHING, size, xattrs));
      content(io, fd, node.stat());
      tar.pad(size);
    } finally {
      io.close(fd);
    }
  }

  /**
   * Writes as many bytes as the header says, even where the file has become shorter. Holes are not
   * read; they become zeros, since other engines cannot keep entries that say where holes are.
   */
  private void content(FileIo io, int fd, FileStat stat) throws IOException {
    long at = 0;
    DataRanges ranges = new DataRanges(io, fd, stat);
    while (ranges.next()) {
      out.zeros(ranges.start() - at);
      data(io, fd, ranges.length());
      at = ranges.start() + ranges.length();
    }
    out.zeros(stat.size() - at);
  }

  private void data(FileIo io, int fd, long length) throws IOException {
    long left = length;
    while (left > 0) {
      out.make();
      int part = (int) Math.min(left, out.room());
      int read = io.read(fd, out.array(), out.position(), part);
      if (read == 0) {
        out.zeros(left);
        return;
      }
      out.advance(read);
      left -= read;
    }
  }
}
