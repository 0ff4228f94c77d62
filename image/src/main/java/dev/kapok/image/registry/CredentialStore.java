package dev.kapok.image.registry;

import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a user's credentials: those typed, those of the one file that was named, or those of the
 * usual files and helpers in their order.
 */
final class CredentialStore {
  /** What stands for the files in registries.conf's list of helpers. */
  static final String FILES = "containers-auth.json";

  private static final String HUB = "docker.io";

  /** What docker calls its hub when it speaks to a helper. */
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private final UserFiles user;
  private final RegistryOptions options;
  private final List<String> helpers;
  private final CredentialHelper helper;

  /**
   * Remembers where to look.
   *
   * @param helpers {@code credential-helpers} of registries.conf
   */
  CredentialStore(Kernel kernel, UserFiles user, RegistryOptions options, List<String> helpers) {
    this.user = user;
    this.options = options;
    this.helpers = helpers.isEmpty() ? List.of(FILES) : List.copyOf(helpers);
    this.helper = new CredentialHelper(kernel, user);
  }

  /** Returns the credentials for a place, null for none. */
  @Nullable Credentials find(Place place) throws IOException {
    String typed = options.credentials();
    if (typed != null) {
      return Credentials.parse(typed);
    }
    for (String source : helpers) {
      Credentials found = source.equals(FILES) ? inFiles(place) : helper.get(source, place.host());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Credentials inFiles(Place place) throws IOException {
    String named = options.authFile();
    if (named == null) {
      named = user.env("REGISTRY_AUTH_FILE");
    }
    if (named != null) {
      if (!Files.exists(Path.of(named))) {
        throw new IOException("reading credentials from " + named + ": no such file");
      }
      return inFile(Path.of(named), place);
    }
    for (Path file : usualFiles()) {
      Credentials found = inFile(file, place);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<Path> usualFiles() {
    return List.of(
        Path.of(user.runtimeContainers(), "auth.json"),
        Path.of(user.configHome(), "containers/auth.json"),
        Path.of(user.home(), ".docker/config.json"),
        Path.of(user.home(), ".dockercfg"));
  }

  private @Nullable Credentials inFile(Path path, Place place) throws IOException {
    AuthFile file = AuthFile.read(path);
    if (file == null) {
      return null;
    }
    String program = file.helper(place.host());
    if (program != null) {
      return helper.get(program, place.host());
    }
    String store = file.store();
    Credentials found = store == null ? null : inStore(store, place.host());
    return found == null ? file.find(place) : found;
  }

  /** A store that docker brought along need not be there for others: then the file counts. */
  private @Nullable Credentials inStore(String store, String host) throws IOException {
    if (!helper.isInstalled(store)) {
      return null;
    }
    Credentials found = host.equals(HUB) ? helper.get(store, HUB_KEY) : null;
    return found == null ? helper.get(store, host) : found;
  }
}
