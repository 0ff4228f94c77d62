package dev.kapok.image.registry;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
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
    String program = "docker-credential-" + name;
    String path = user.env("PATH");
    String found =
        name.indexOf('/') >= 0
            ? null
            : kernel.processes().find(program, path == null ? "/usr/local/bin:/usr/bin" : path);
    if (found == null) {
      throw new IOException("credentials for " + host + ": " + program + " is not installed");
    }
    ProcessSpec spec =
        new ProcessSpec(List.of(found, "get"), user.environ(), null, List.of(-1, -1, -1), false);
    byte[] input = host.getBytes(StandardCharsets.UTF_8);
    ProcessResult result = kernel.processes().run(spec, input, TIMEOUT_MILLIS);
    if (!result.ok()) {
      if (result.stdout().contains("credentials not found")) {
        return null;
      }
      throw new IOException(
          "credentials for " + host + ": " + program + " says: " + result.stdout().strip());
    }
    return parse(result.stdout(), program);
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
