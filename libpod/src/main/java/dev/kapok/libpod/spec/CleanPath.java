package dev.kapok.libpod.spec;

/** Paths as texts: no file is looked at. */
final class CleanPath {
  private CleanPath() {}

  /** Returns an absolute path without empty components, "." and ".."; ".." of "/" is "/". */
  static String of(String path) {
    StringBuilder clean = new StringBuilder(path.length() + 1);
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      String part = path.substring(from, end);
      if (part.equals("..")) {
        clean.setLength(Math.max(0, clean.lastIndexOf("/")));
      } else if (!part.isEmpty() && !part.equals(".")) {
        clean.append('/').append(part);
      }
      from = end + 1;
    }
    return clean.isEmpty() ? "/" : clean.toString();
  }

  /** Returns how many components a clean absolute path has; 0 for "/". */
  static int depth(String path) {
    if (path.length() == 1) {
      return 0;
    }
    int depth = 0;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        depth++;
      }
    }
    return depth;
  }
}
