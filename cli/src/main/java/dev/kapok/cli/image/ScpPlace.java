package dev.kapok.cli.image;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.NotSupported;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code image scp} copies from or to: {@code [USER@localhost::][IMAGE]}.
 *
 * @param user whose store it is, null for the caller's
 * @param image empty for none
 */
record ScpPlace(@Nullable String user, String image) {
  private static final String LOCAL = "@localhost::";
  private static final String OTHER = "::";

  /**
   * Reads a place.
   *
   * @throws UsageException where it lies on another host, which needs ssh
   */
  static ScpPlace parse(String text) {
    int local = text.indexOf(LOCAL);
    if (local > 0) {
      return of(text.substring(0, local), text.substring(local + LOCAL.length()));
    }
    if (text.contains(OTHER)) {
      throw NotSupported.value("image scp", text + " (another host, by ssh)");
    }
    return of(null, text);
  }

  /** What begins so would be an option to the other user's {@code save}, and is no name. */
  private static ScpPlace of(@Nullable String user, String image) {
    if (image.startsWith("-")) {
      throw new UsageException("\"" + image + "\" is no name of an image");
    }
    return new ScpPlace(user, image);
  }
}
