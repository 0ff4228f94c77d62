package dev.kapok.image.registry;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker-credential-NAME} that keeps credentials: it reads a host and prints JSON
 * (docker-credential-helpers' protocol).
 */
final class CredentialHelper {
  private static final String PREFIX = "docker-credential-";
  private static final long TIMEOUT_MILLIS = 60_000;

  /** A helper that gives an identity token says so in place of the user's name. */
  private static final String TOKEN_USER = "<token>";

  private final Kernel kernel;
  private final UserFiles user;

  CredentialHelper(Kernel kernel, UserFiles user) {
    this.kernel = kernel;
    this.user = user;
  }

  /** Asks a helper about a host; null where it knows none. */
  @Nullable Credentials get(String name, String host) throws IOException {
    ProcessResult result = run(name, "get", host, host);
    if (!result.ok()) {
      if (result.stdout().contains("credentials not found")) {
        return null;
      }
      throw said(name, host, result);
    }
    return parse(result.stdout(), PREFIX + name);
  }

  /** Has a helper keep credentials. */
  void store(String name, String host, Credentials credentials) throws IOException {
    String input =
        new JsonWriter()
            .beginObject()
            .field("ServerURL", host)
            .field("Username", credentials.user())
            .field("Secret", credentials.password())
            .endObject()
            .toString();
    ProcessResult result = run(name, "store", host, input);
    if (!result.ok()) {
      throw said(name, host, result);
    }
  }

  /** Has a helper forget a host; tells whether it knew it. */
  boolean erase(String name, String host) throws IOException {
    ProcessResult result = run(name, "erase", host, host);
    if (!result.ok() && !result.stdout().contains("credentials not found")) {
      throw said(name, host, result);
    }
    return result.ok();
  }

  private static IOException said(String name, String host, ProcessResult result) {
    return new IOException(
        "credentials for " + host + ": " + PREFIX + name + " says: " + result.stdout().strip());
  }

  private ProcessResult run(String name, String verb, String host, String input)
      throws IOException {
    String found = find(name);
    if (found == null) {
      throw new IOException("credentials for " + host + ": " + PREFIX + name + " is not installed");
    }
    ProcessSpec spec =
        new ProcessSpec(List.of(found, verb), user.environ(), null, List.of(-1, -1, -1), false);
    return kernel.processes().run(spec, input.getBytes(StandardCharsets.UTF_8), TIMEOUT_MILLIS);
  }

  /** Tells whether the program of a helper is there. */
  boolean isInstalled(String name) {
    return find(name) != null;
  }

  private @Nullable String find(String name) {
    String path = user.env("PATH");
    return name.indexOf('/') >= 0
        ? null
        : kernel.processes().find(PREFIX + name, path == null ? "/usr/local/bin:/usr/bin" : path);
  }

  private static Credentials parse(String text, String program) throws IOException {
    try {
      Map<String, Object> answer = Json.parseObject(text);
      String user = Json.string(answer, "Username");
      String secret = Json.string(answer, "Secret");
      if (user == null || secret == null) {
        throw new IOException(program + " gave neither name nor secret");
      }
      return user.equals(TOKEN_USER)
          ? new Credentials(user, "", secret)
          : new Credentials(user, secret, null);
    } catch (JsonException e) {
      throw new IOException(program + " gave no JSON", e);
    }
  }
}
