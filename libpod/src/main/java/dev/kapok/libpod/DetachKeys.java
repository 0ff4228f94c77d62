package dev.kapok.libpod;

import java.util.Locale;

/** The keys that end an attach, as users write them: {@code ctrl-p,ctrl-q}. */
public final class DetachKeys {
  private static final String CONTROL = "ctrl-";

  private DetachKeys() {}

  /**
   * Returns the bytes that the keys send; none for an empty text.
   *
   * @throws KapokException INVALID for what is no key
   */
  public static byte[] parse(String keys) {
    if (keys.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = new byte[keys.length()];
    int count = 0;
    int from = 0;
    while (from <= keys.length()) {
      int comma = keys.indexOf(',', from);
      int end = comma < 0 ? keys.length() : comma;
      bytes[count++] = key(keys.substring(from, end), keys);
      from = end + 1;
    }
    byte[] result = new byte[count];
    System.arraycopy(bytes, 0, result, 0, count);
    return result;
  }

  private static byte key(String key, String keys) {
    if (key.length() == 1 && key.charAt(0) < 128) {
      return (byte) key.charAt(0);
    }
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith(CONTROL) && lower.length() == CONTROL.length() + 1) {
      char c = lower.charAt(CONTROL.length());
      if (c >= 'a' && c <= 'z') {
        return (byte) (c - 'a' + 1);
      }
      int special = "@[\\]^_".indexOf(c);
      if (special >= 0) {
        return (byte) (special == 0 ? 0 : 26 + special);
      }
    }
    throw new KapokException(
        KapokException.Kind.INVALID,
        "detach keys \""
            + keys
            + "\": \""
            + key
            + "\" is neither one character nor ctrl- with one of a-z, @, [, \\, ], ^, _");
  }
}
