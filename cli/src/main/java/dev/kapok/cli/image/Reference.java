package dev.kapok.cli.image;

/** Compares what a user typed, with or without tag, registry and stars, with an image's name. */
final class Reference {
  private Reference() {}

  static boolean fits(String pattern, String repository, String tag) {
    int colon = pattern.indexOf(':', pattern.lastIndexOf('/') + 1);
    String wantedTag = colon < 0 ? "*" : pattern.substring(colon + 1);
    String wanted = colon < 0 ? pattern : pattern.substring(0, colon);
    if (!glob(wantedTag, 0, tag, 0)) {
      return false;
    }
    if (glob(wanted, 0, repository, 0)) {
      return true;
    }
    // A name fits without its registry, and without any of the folders before its last part.
    for (int slash = repository.indexOf('/');
        slash >= 0;
        slash = repository.indexOf('/', slash + 1)) {
      if (glob(wanted, 0, repository, slash + 1)) {
        return true;
      }
    }
    return false;
  }

  /** A star stands for any text, a question mark for one letter. */
  static boolean glob(String pattern, int p, String text, int t) {
    int star = -1;
    int retry = 0;
    int i = p;
    int j = t;
    while (j < text.length()) {
      if (i < pattern.length() && pattern.charAt(i) == '*') {
        star = i++;
        retry = j;
      } else if (i < pattern.length()
          && (pattern.charAt(i) == '?' || pattern.charAt(i) == text.charAt(j))) {
        i++;
        j++;
      } else if (star >= 0) {
        i = star + 1;
        j = ++retry;
      } else {
        return false;
      }
    }
    while (i < pattern.length() && pattern.charAt(i) == '*') {
      i++;
    }
    return i == pattern.length();
  }
}
