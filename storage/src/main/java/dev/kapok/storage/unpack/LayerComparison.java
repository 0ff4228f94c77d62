package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.pipe.StreamSource;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a folder with the tar that was unpacked into it: kinds, modes, owners, and what links
 * hold. The content of files is not its affair.
 *
 * <p>Where a tar has a name twice, the last entry counts. What was left out while unpacking
 * (devices without root) is not missed.
 */
public final class LayerComparison {
  private static final int S_IFMT = 0170000;

  private final FileTree tree;
  private final UnpackOptions options;

  /** Compares what was unpacked with these options. */
  public LayerComparison(Kernel kernel, UnpackOptions options) {
    this.tree = kernel.tree();
    this.options = options;
  }

  /** What the last entry of a name says, as far as it can be seen in the file. */
  private record Expected(int type, int mode, long uid, long gid, @Nullable String target) {}

  /**
   * Reads the whole tar; returns a sentence about the first difference, null where there is none.
   *
   * @param rootFd the folder
   */
  public @Nullable String difference(InputStream tar, int rootFd) throws IOException {
    Map<String, Expected> entries = new LinkedHashMap<>();
    TarReader reader = new TarReader(new StreamSource(tar));
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      EntryName name = EntryName.parse(entry.name());
      if (!name.isRoot() && !Whiteouts.isMarker(name.base()) && isMade(entry)) {
        String path = path(name);
        entries.remove(path);
        entries.put(path, expected(entry, entries));
      }
    }
    // The end of the archive is not the end of the stream, and only that proves the digest.
    tar.transferTo(OutputStream.nullOutputStream());
    for (Map.Entry<String, Expected> entry : entries.entrySet()) {
      String difference = difference(rootFd, entry.getKey(), entry.getValue());
      if (difference != null && !isReplaced(entry.getKey(), entries)) {
        return display(entry.getKey()) + " " + difference;
      }
    }
    return null;
  }

  private boolean isMade(TarEntry entry) {
    boolean device = entry.type() == TarEntry.CHAR_DEVICE || entry.type() == TarEntry.BLOCK_DEVICE;
    boolean nothing = entry.deviceMajor() == 0 && entry.deviceMinor() == 0;
    return !device || !(options.rootless() || nothing);
  }

  /** A hard link is what its target is. */
  private static Expected expected(TarEntry entry, Map<String, Expected> entries)
      throws LayerFormatException {
    if (entry.type() == TarEntry.HARD_LINK) {
      Expected linked = entries.get(path(EntryName.parse(entry.linkName())));
      if (linked != null) {
        return linked;
      }
    }
    String target =
        entry.type() == TarEntry.SYMLINK
            ? new String(entry.linkName(), StandardCharsets.ISO_8859_1)
            : null;
    return new Expected(type(entry.type()), entry.mode(), entry.uid(), entry.gid(), target);
  }

  /** Returns the bits of stat(2), 0 for what may be anything. */
  private static int type(char type) {
    return switch (type) {
      case TarEntry.FILE -> 0100000;
      case TarEntry.DIRECTORY -> 0040000;
      case TarEntry.SYMLINK -> 0120000;
      case TarEntry.CHAR_DEVICE -> 0020000;
      case TarEntry.BLOCK_DEVICE -> 0060000;
      case TarEntry.FIFO -> 0010000;
      default -> 0;
    };
  }

  private @Nullable String difference(int rootFd, String path, Expected expected) {
    byte[] name = path.getBytes(StandardCharsets.ISO_8859_1);
    FileStat stat;
    try {
      stat = tree.stat(rootFd, name);
    } catch (SyscallException e) {
      return "cannot be looked at: " + e.getMessage();
    }
    if (stat == null) {
      return "is missing";
    }
    if (expected.type == 0) {
      return null;
    }
    if ((stat.mode() & S_IFMT) != expected.type) {
      return "is another kind of file";
    }
    if (!stat.isSymlink() && (stat.mode() & 07777) != expected.mode) {
      return "has another mode";
    }
    if (!options.ignoreOwners() && (stat.uid() != expected.uid || stat.gid() != expected.gid)) {
      return "has another owner";
    }
    boolean same =
        expected.target == null
            || Arrays.equals(
                tree.readlink(rootFd, name), expected.target.getBytes(StandardCharsets.ISO_8859_1));
    return same ? null : "leads elsewhere";
  }

  /** Tells whether a later entry put something that is no folder above this path. */
  private static boolean isReplaced(String path, Map<String, Expected> entries) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Expected above = entries.get(path.substring(0, slash));
      if (above != null && above.type != type(TarEntry.DIRECTORY)) {
        return true;
      }
    }
    return false;
  }

  private static String path(EntryName name) {
    String base = new String(name.base(), StandardCharsets.ISO_8859_1);
    return name.parent().length == 0
        ? base
        : new String(name.parent(), StandardCharsets.ISO_8859_1) + "/" + base;
  }

  private static String display(String path) {
    return "file " + TarEntry.display(path.getBytes(StandardCharsets.ISO_8859_1));
  }
}
