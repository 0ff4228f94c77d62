package dev.kapok.libpod.userns;

/** Looks through passwd(5) and group(5). */
final class GreatestId {
  private static final int ID = 2;
  private static final int PASSWD_GROUP = 3;

  private GreatestId() {}

  /**
   * Returns the greatest id in the text, −1 for none. The user "nobody" does not count: with it,
   * nearly every image would need 65,536 ids.
   */
  static long of(String text) {
    long greatest = -1;
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(from, end);
      if (!line.startsWith("nobody:") && !line.startsWith("nogroup:")) {
        greatest = Math.max(greatest, SubIds.number(field(line, ID)));
        greatest = Math.max(greatest, SubIds.number(field(line, PASSWD_GROUP)));
      }
      from = end + 1;
    }
    return greatest;
  }

  private static String field(String line, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      int colon = line.indexOf(':', from);
      if (colon < 0) {
        return "";
      }
      from = colon + 1;
    }
    int end = line.indexOf(':', from);
    return line.substring(from, end < 0 ? line.length() : end).trim();
  }
}
