package dev.kapok.storage.tree;

import dev.kapok.sys.FileStat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tree, there or not, whose path leads over no link.
 *
 * <p>Paths hold a byte in each character (ISO 8859-1), since names need not be text.
 *
 * @param rootFd of the root, or of the folder that is mounted there
 * @param path from there, empty for the root itself
 * @param whole the path in the tree, mounts or not
 * @param stat null where there is nothing, yet a folder that it could be in
 * @param readOnly whether nothing may be written there
 */
public record Spot(
    int rootFd, String path, String whole, @Nullable FileStat stat, boolean readOnly) {
  /** Tells whether something is there. */
  public boolean exists() {
    return stat != null;
  }

  /** Tells whether a folder is there. */
  public boolean isDirectory() {
    return stat != null && stat.isDirectory();
  }

  /** Returns the path of the folder that it is in; empty for the root. */
  public String parent() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Returns its name in that folder; empty for the root. */
  public String base() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns its name in the tree; empty for the root. */
  public String name() {
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** Returns its path in the tree for messages. */
  public String shown() {
    return "/" + text(whole);
  }

  /** Returns the bytes of a path as text. */
  public static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Returns a text as bytes. */
  public static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
