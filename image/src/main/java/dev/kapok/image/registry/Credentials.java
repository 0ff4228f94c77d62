package dev.kapok.image.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a user shows to a registry.
 *
 * @param identityToken shown to the token server instead of a password; null for none
 */
record Credentials(String user, String password, @Nullable String identityToken) {
  /** Reads {@code USER[:PASSWORD]}. */
  static Credentials parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Credentials(text, "", null)
        : new Credentials(text.substring(0, colon), text.substring(colon + 1), null);
  }

  /** Returns the value of a header Authorization (RFC 7617). */
  String basic() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Hides what is secret. */
  @Override
  public String toString() {
    return user + ":***";
  }
}
