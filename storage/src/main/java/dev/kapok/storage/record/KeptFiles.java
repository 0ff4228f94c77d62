package dev.kapok.storage.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of replaced files, asked for each file where it lies. */
final class KeptFiles {
  private final Map<String, List<Kept>> byPath = new HashMap<>();

  /**
   * A replaced file or folder: its place in the list, and the FILE steps before it was replaced.
   */
  private record Kept(int number, long filesBefore) {}

  static KeptFiles none() {
    return new KeptFiles();
  }

  /** Reads {@code kept/index}. */
  static KeptFiles parse(byte[] index) throws IOException {
    KeptFiles files = new KeptFiles();
    InputStream in = new ByteArrayInputStream(index);
    int number = 0;
    while (in.available() > 0) {
      long before = Numbers.read(in);
      long length = Numbers.read(in);
      if (length > RecordFormat.MAX_PATH || length > in.available()) {
        throw new IOException("the list of replaced files is damaged");
      }
      String path = key(in.readNBytes((int) length), (int) length);
      files.byPath.computeIfAbsent(path, key -> new ArrayList<>()).add(new Kept(number++, before));
    }
    return files;
  }

  /**
   * Returns where a file lies in the folder of replaced files, null where it was not replaced.
   *
   * @param file the number of its FILE step
   */
  byte @Nullable [] find(byte[] path, long file) {
    if (byPath.isEmpty()) {
      return null;
    }
    Kept first = null;
    int firstLength = 0;
    for (int i = 1; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        Kept kept = firstAfter(byPath.get(key(path, i)), file);
        // The file itself may have been replaced before a folder above it was, by what is no file.
        if (kept != null && (first == null || kept.number < first.number)) {
          first = kept;
          firstLength = i;
        }
      }
    }
    return first == null ? null : join(first.number, path, firstLength);
  }

  private static @Nullable Kept firstAfter(@Nullable List<Kept> list, long file) {
    if (list != null) {
      for (Kept kept : list) {
        if (kept.filesBefore > file) {
          return kept;
        }
      }
    }
    return null;
  }

  private static byte[] join(int number, byte[] path, int from) {
    byte[] name = KeptWriter.ascii(Integer.toString(number));
    byte[] joined = new byte[name.length + path.length - from];
    System.arraycopy(name, 0, joined, 0, name.length);
    System.arraycopy(path, from, joined, name.length, path.length - from);
    return joined;
  }

  private static String key(byte[] path, int length) {
    return new String(path, 0, length, StandardCharsets.ISO_8859_1);
  }
}
