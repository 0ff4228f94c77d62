package dev.kapok.libpod.spec;

/** Compares releases of Linux, "6.1.0-18-amd64", by their first two numbers. */
final class KernelVersion {
  private KernelVersion() {}

  /** Tells whether a release is as new as a version, "4.8". */
  static boolean isAtLeast(String release, String version) {
    int major = number(release, 0);
    int wanted = number(version, 0);
    return major > wanted
        || (major == wanted
            && number(release, afterDot(release)) >= number(version, afterDot(version)));
  }

  private static int afterDot(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version.length() : dot + 1;
  }

  private static int number(String text, int from) {
    int value = 0;
    for (int i = from;
        i < text.length() && Character.isDigit(text.charAt(i)) && i < from + 6;
        i++) {
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }
}
