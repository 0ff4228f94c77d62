package dev.kapok.image.registry;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with credentials (containers-auth.json(5), docker's config.json and its older .dockercfg).
 *
 * <p>The key that is most like the repository wins: {@code host/team/app}, {@code host/team},
 * {@code host}; then docker's old form with a scheme and a path.
 */
final class AuthFile {
  private final Path file;
  private final Map<String, Object> auths;
  private final Map<String, Object> helpers;
  private final @Nullable String store;

  private AuthFile(Path file, Map<String, Object> document, boolean old) {
    this.file = file;
    this.auths = old ? document : Json.object(document, "auths");
    this.helpers = old ? Map.of() : Json.object(document, "credHelpers");
    this.store = old ? null : Json.string(document, "credsStore");
  }

  /** Reads a file; null where it is not there. */
  static @Nullable AuthFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      boolean old = file.getFileName().toString().equals(".dockercfg");
      return text.isBlank() ? null : new AuthFile(file, Json.parseObject(text), old);
    } catch (JsonException e) {
      throw unreadable(file, e);
    }
  }

  private static IOException unreadable(Path file, JsonException cause) {
    return new IOException("reading credentials from " + file + ": " + cause.getMessage(), cause);
  }

  /** Returns the credential helper of one host, null where the file names none. */
  @Nullable String helper(String host) throws IOException {
    try {
      return Json.string(helpers, host);
    } catch (JsonException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns docker's helper for all hosts, null where the file names none. */
  @Nullable String store() {
    return store;
  }

  /** Returns what the file has for a repository, null for nothing. */
  @Nullable Credentials find(Place place) throws IOException {
    String key = place.toString();
    while (true) {
      Credentials found = entry(key);
      int slash = key.lastIndexOf('/');
      if (found != null) {
        return found;
      }
      if (slash < 0) {
        return legacy(place.host());
      }
      key = key.substring(0, slash);
    }
  }

  private @Nullable Credentials legacy(String host) throws IOException {
    for (String key : auths.keySet()) {
      if (hostOf(key).equals(host)) {
        return entry(key);
      }
    }
    return null;
  }

  private static String hostOf(String key) {
    int scheme = key.indexOf("://");
    String rest = scheme < 0 ? key : key.substring(scheme + 3);
    int slash = rest.indexOf('/');
    // A key with a path and no scheme is a namespace, which was looked for already.
    if (slash >= 0 && scheme < 0 && !rest.endsWith("/v1/")) {
      return "";
    }
    String host = slash < 0 ? rest : rest.substring(0, slash);
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" -> "docker.io";
      default -> host;
    };
  }

  private @Nullable Credentials entry(String key) throws IOException {
    if (!auths.containsKey(key)) {
      return null;
    }
    try {
      Map<String, Object> entry = Json.object(auths, key);
      String token = Json.string(entry, "identitytoken");
      String auth = Json.string(entry, "auth");
      if (auth == null || auth.isEmpty()) {
        return token == null || token.isEmpty() ? null : new Credentials("<token>", "", token);
      }
      String pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
      Credentials read = Credentials.parse(pair.replace("\0", ""));
      return new Credentials(read.user(), read.password(), token);
    } catch (JsonException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException _) {
      // What is wrong with it may show a part of the password, so it is not told.
      throw new IOException(
          "reading credentials from " + file + ": those for " + key + " are not in base64");
    }
  }
}
