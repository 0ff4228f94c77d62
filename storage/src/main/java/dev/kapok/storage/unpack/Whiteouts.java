package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Deletions: from {@code .wh.} names in a tar to what a driver reads.
 *
 * <p>A whiteout hides what the layers beneath have, never what its own layer brings, whichever of
 * the two comes first in the tar: a folder that meets a whiteout of its own name becomes opaque.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">OCI
 *     image spec, whiteouts</a>
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs, whiteouts and opaque
 *     directories</a>
 */
final class Whiteouts {
  private static final byte[] PREFIX = ascii(".wh.");
  private static final byte[] META_PREFIX = ascii(".wh..wh.");
  private static final byte[] OPAQUE = ascii(".wh..wh..opq");
  private static final int S_IFCHR = 0020000;

  private final FileIo io;
  private final FileTree tree;
  private final FileAttributes attributes;
  private final WhiteoutStyle style;

  Whiteouts(Kernel kernel, WhiteoutStyle style) {
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.attributes = kernel.attributes();
    this.style = style;
  }

  static boolean isMarker(byte[] base) {
    return startsWith(base, PREFIX);
  }

  /** Tells whether an entry of this name deletes something. */
  boolean deletes(byte[] base) {
    return style != WhiteoutStyle.NONE && isMarker(base);
  }

  static boolean isOpaqueMarker(byte[] base) {
    return Arrays.equals(base, OPAQUE);
  }

  /** Does what a {@code .wh.} entry in the folder {@code dirFd} asks for. */
  void apply(int dirFd, byte[] marker, TarEntry entry) throws LayerFormatException {
    if (isOpaqueMarker(marker)) {
      makeOpaque(dirFd, ascii("."));
    } else if (!startsWith(marker, META_PREFIX)) {
      // Other names with .wh..wh. are the book-keeping of aufs, which no engine keeps.
      hide(dirFd, hiddenName(marker, entry));
    }
  }

  private static byte[] hiddenName(byte[] marker, TarEntry entry) throws LayerFormatException {
    byte[] name = Arrays.copyOfRange(marker, PREFIX.length, marker.length);
    boolean dots = name.length <= 2;
    for (byte b : name) {
      dots &= b == '.';
    }
    if (dots) {
      throw new LayerFormatException(
          "layer entry " + entry.displayName() + " is refused: it hides no name");
    }
    return name;
  }

  private void hide(int dirFd, byte[] name) {
    if (style == WhiteoutStyle.FILES) {
      makeFile(dirFd, join(PREFIX, name));
      return;
    }
    FileStat there = tree.stat(dirFd, name);
    if (there == null) {
      tree.mknod(dirFd, name, S_IFCHR, 0);
    } else if (there.isDirectory()) {
      makeOpaque(dirFd, name);
    }
  }

  /** Makes a folder where a whiteout of this layer stands; true where one stood. */
  boolean replaceByFolder(int dirFd, byte[] name, @Nullable FileStat there, int mode) {
    if (there == null || !isWhiteout(there)) {
      return false;
    }
    tree.unlink(dirFd, name, false);
    tree.mkdir(dirFd, name, mode);
    makeOpaque(dirFd, name);
    return true;
  }

  private boolean isWhiteout(FileStat stat) {
    boolean known = style == WhiteoutStyle.OVERLAY || style == WhiteoutStyle.OVERLAY_USER;
    return known && stat.isCharDevice() && stat.rdev() == 0;
  }

  private void makeOpaque(int dirFd, byte[] name) {
    switch (style) {
      case OVERLAY -> attributes.setXattr(dirFd, name, "trusted.overlay.opaque", ascii("y"));
      case OVERLAY_USER -> attributes.setXattr(dirFd, name, "user.overlay.opaque", ascii("y"));
      case FILES ->
          makeFile(
              dirFd, Arrays.equals(name, ascii(".")) ? OPAQUE : join(name, ascii("/"), OPAQUE));
      case NONE -> {}
    }
  }

  private void makeFile(int dirFd, byte[] name) {
    try {
      io.close(
          tree.openBeneath(
              dirFd,
              name,
              OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW,
              0600,
              OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS));
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
