package dev.kapok.storage.change;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of one source.
 *
 * <p>In a live source the folder stays open until {@link #close}, and everything is done relative
 * to its descriptor. In others only the root is open, since there may be 500 of them; nobody can
 * have put a link on the way.
 */
final class SourceFolder implements AutoCloseable {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int FOLDER =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;
  private static final byte[] SELF = {'.'};

  private final Source source;
  private final int fd;
  private final String prefix;
  private @Nullable Set<String> names;
  private final Set<String> hidden = new HashSet<>();

  private SourceFolder(Source source, int fd, String prefix) {
    this.source = source;
    this.fd = fd;
    this.prefix = prefix;
  }

  static SourceFolder root(Source source) {
    return new SourceFolder(source, source.rootFd(), "");
  }

  Source source() {
    return source;
  }

  /** Returns the folder of this name, or null where it vanished. */
  @Nullable SourceFolder child(String name) {
    if (!source.isLive()) {
      return new SourceFolder(source, fd, prefix + name + "/");
    }
    try {
      int child = tree().openBeneath(fd, bytes(name), FOLDER, 0, RESOLVE);
      return new SourceFolder(source, child, "");
    } catch (SyscallException e) {
      if (isGone(e)) {
        return null;
      }
      throw e;
    }
  }

  /** Returns all names, those that it only hides with them. */
  Set<String> names() {
    Set<String> all = new HashSet<>(own());
    all.addAll(hidden);
    return all;
  }

  private Set<String> own() {
    Set<String> known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Set<String> read() {
    Set<String> found = new HashSet<>();
    List<byte[]> raw;
    if (prefix.isEmpty()) {
      raw = tree().list(fd);
    } else {
      byte[] path = bytes(prefix.substring(0, prefix.length() - 1));
      int folder = tree().openBeneath(fd, path, FOLDER, 0, RESOLVE);
      try {
        raw = tree().list(folder);
      } finally {
        source.kernel().io().close(folder);
      }
    }
    for (byte[] each : raw) {
      String name = new String(each, StandardCharsets.ISO_8859_1);
      if (source.marks() != Marks.FILES || !name.startsWith(WHITEOUT)) {
        found.add(name);
      } else if (!name.equals(OPAQUE)) {
        hidden.add(name.substring(WHITEOUT.length()));
      }
    }
    return found;
  }

  /** Tells whether this folder says anything of a name: that it has it, or that it hides it. */
  boolean speaksOf(String name) {
    if (names != null) {
      return names.contains(name) || hidden.contains(name);
    }
    return stat(name) != null || hides(name);
  }

  /** Returns what is there, null for nothing and for a whiteout. */
  @Nullable FileStat find(String name) {
    FileStat stat = stat(name);
    return stat == null || isWhiteout(stat) ? null : stat;
  }

  /** Tells whether what is beneath has no say in this name: it is deleted, or opaque. */
  boolean hides(String name) {
    if (source.marks() == Marks.FILES) {
      return stat(WHITEOUT + name) != null || stat(name + "/" + OPAQUE) != null;
    }
    FileStat stat = stat(name);
    if (stat == null) {
      return false;
    }
    return isWhiteout(stat) || (stat.isDirectory() && isOpaque(name));
  }

  private boolean isWhiteout(FileStat stat) {
    return isOverlay() && stat.isCharDevice() && stat.rdev() == 0;
  }

  private boolean isOverlay() {
    return source.marks() == Marks.OVERLAY || source.marks() == Marks.OVERLAY_USER;
  }

  private boolean isOpaque(String name) {
    if (!isOverlay()) {
      return false;
    }
    String attribute =
        source.marks() == Marks.OVERLAY ? "trusted.overlay.opaque" : "user.overlay.opaque";
    byte[] value = Attributes.get(this, name, attribute);
    return value != null && value.length == 1 && value[0] == 'y';
  }

  private @Nullable FileStat stat(String name) {
    try {
      return source.seen(tree().stat(fd, bytes(prefix + name)));
    } catch (SyscallException e) {
      if (isGone(e)) {
        return null;
      }
      throw e;
    }
  }

  /** Returns the stat of the folder itself. */
  @Nullable FileStat self() {
    return source.seen(
        prefix.isEmpty()
            ? tree().stat(fd, SELF)
            : tree().stat(fd, bytes(prefix.substring(0, prefix.length() - 1))));
  }

  /** Opens a file for reading, for the caller to close; −1 where it is gone or no file any more. */
  int open(String name) {
    byte[] path = bytes(prefix + name);
    int flags = OpenFlags.O_NOFOLLOW;
    try {
      if (!source.isLive()) {
        return tree().openBeneath(fd, path, flags | OpenFlags.O_RDONLY, 0, RESOLVE);
      }
      // It may have become a device in between; only looking at a path has no consequences.
      int place = tree().openBeneath(fd, path, flags | OpenFlags.O_PATH, 0, RESOLVE);
      try {
        FileStat stat = tree().stat(place, new byte[0]);
        return stat == null || !stat.isRegular()
            ? -1
            : source.kernel().io().open("/proc/self/fd/" + place, OpenFlags.O_RDONLY, 0);
      } finally {
        source.kernel().io().close(place);
      }
    } catch (SyscallException e) {
      if (isGone(e)) {
        return -1;
      }
      throw e;
    }
  }

  /** Returns what a symbolic link holds, null where it is gone or no link any more. */
  byte @Nullable [] readLink(String name) {
    try {
      return tree().readlink(fd, bytes(prefix + name));
    } catch (SyscallException e) {
      if (isGone(e) || e.errno() == Errno.EINVAL) {
        return null;
      }
      throw e;
    }
  }

  /** Returns the descriptor that {@link #path} starts at. */
  int fd() {
    return fd;
  }

  /** Returns the path of a name for the kernel. */
  byte[] path(String name) {
    return bytes(name.isEmpty() ? prefix + "." : prefix + name);
  }

  private FileTree tree() {
    return source.kernel().tree();
  }

  static boolean isGone(SyscallException e) {
    return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
  }

  static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    if (fd != source.rootFd()) {
      source.kernel().io().close(fd);
    }
  }
}
