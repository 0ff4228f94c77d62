package dev.kapok.libpod.userns;

import dev.kapok.libpod.spec.UserLookup;

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
        greatest = Math.max(greatest, SubIds.number(UserLookup.field(line, ID).trim()));
        greatest = Math.max(greatest, SubIds.number(UserLookup.field(line, PASSWD_GROUP).trim()));
      }
      from = end + 1;
    }
    return greatest;
  }
}
