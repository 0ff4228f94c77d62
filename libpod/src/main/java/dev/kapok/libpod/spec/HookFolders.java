package dev.kapok.libpod.spec;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds hook definitions: by file name, and of those with the same name the last folder's. */
final class HookFolders {
  private HookFolders() {}

  /** Returns the paths of the definitions, ordered by file name; a missing folder has none. */
  static List<String> files(List<String> folders) {
    List<String> names = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      String @Nullable [] found = new File(folders.get(i)).list();
      for (int j = 0; found != null && j < found.length; j++) {
        if (found[j].endsWith(".json")) {
          names.remove(found[j]);
          names.add(found[j]);
          paths.add(folders.get(i) + "/" + found[j]);
        }
      }
    }
    String[] sorted = names.toArray(new String[0]);
    Arrays.sort(sorted);
    List<String> chosen = new ArrayList<>();
    for (String name : sorted) {
      chosen.add(last(paths, "/" + name));
    }
    return chosen;
  }

  private static String last(List<String> paths, String end) {
    for (int i = paths.size() - 1; i >= 0; i--) {
      if (paths.get(i).endsWith(end)) {
        return paths.get(i);
      }
    }
    throw new IllegalStateException("no path ends with " + end);
  }
}
