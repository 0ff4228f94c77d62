package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.tar.TarEntry;
import java.util.Arrays;

/**
 * A name of an archive, made relative and clean: no leading slash (dropped, as tar does), no empty
 * and no "." component. A ".." component is refused, and so is what the kernel would not take.
 *
 * @param parent the path of the folder, empty for the root
 * @param base the last component, empty for the root itself
 */
@SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared as records
record EntryName(byte[] parent, byte[] base) {
  /** Longest path, without its NUL (limits.h, PATH_MAX). */
  static final int MAX_PATH = 4095;

  /** Longest component (limits.h, NAME_MAX). */
  static final int MAX_COMPONENT = 255;

  static EntryName parse(byte[] raw) throws LayerFormatException {
    byte[] clean = new byte[raw.length];
    int length = 0;
    int lastSlash = -1;
    for (int start = 0; start < raw.length; ) {
      int end = start;
      while (end < raw.length && raw[end] != '/') {
        end++;
      }
      if (keeps(raw, start, end)) {
        if (length > 0) {
          lastSlash = length;
          clean[length++] = '/';
        }
        System.arraycopy(raw, start, clean, length, end - start);
        length += end - start;
      }
      start = end + 1;
    }
    if (length > MAX_PATH) {
      throw refused(raw, "its path of " + length + " bytes is longer than " + MAX_PATH);
    }
    return new EntryName(
        Arrays.copyOf(clean, Math.max(lastSlash, 0)),
        Arrays.copyOfRange(clean, lastSlash + 1, length));
  }

  private static boolean keeps(byte[] raw, int start, int end) throws LayerFormatException {
    int length = end - start;
    if (length == 0 || (length == 1 && raw[start] == '.')) {
      return false;
    }
    if (length == 2 && raw[start] == '.' && raw[start + 1] == '.') {
      throw refused(raw, "\"..\" could leave the layer");
    }
    if (length > MAX_COMPONENT) {
      throw refused(raw, "a name of " + length + " bytes is longer than " + MAX_COMPONENT);
    }
    for (int i = start; i < end; i++) {
      if (raw[i] == 0) {
        throw refused(raw, "it has a NUL in it");
      }
    }
    return true;
  }

  private static LayerFormatException refused(byte[] raw, String why) {
    return new LayerFormatException("layer entry " + TarEntry.display(raw) + " is refused: " + why);
  }

  boolean isRoot() {
    return base.length == 0;
  }
}
