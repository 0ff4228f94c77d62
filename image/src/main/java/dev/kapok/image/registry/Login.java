package dev.kapok.image.registry;

import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs in to registries and out of them: keeps credentials where pull and push find them. */
public final class Login {
  private final Kernel kernel;
  private final UserFiles user;
  private final RegistryOptions options;
  private final Registries registries;
  private final RegistriesConf conf;

  /** Works on the files of a user. */
  public Login(Kernel kernel, RegistriesConf conf, UserFiles user, RegistryOptions options) {
    this.kernel = kernel;
    this.conf = conf;
    this.user = user;
    this.options = options;
    this.registries = new Registries(kernel, conf, user, options);
  }

  /** Works on the files of the user whose command this is. */
  public static Login ofHost(Kernel kernel, RegistryOptions options) {
    UserFiles user = UserFiles.ofHost();
    return new Login(kernel, Registries.conf(user), user, options);
  }

  /** Returns the first of the registries that names without one are searched in, or null. */
  public @Nullable String defaultRegistry() {
    return conf.searchRegistries().isEmpty() ? null : conf.searchRegistries().getFirst();
  }

  /** Returns a registry's name without the scheme and path that users may type with it. */
  public static String key(String registry) {
    String text = registry;
    for (String scheme : List.of("https://", "http://")) {
      text = text.startsWith(scheme) ? text.substring(scheme.length()) : text;
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Returns whom the user is known as to a registry, null for nobody. */
  public @Nullable String user(String registry) throws IOException {
    Credentials known = known(registry);
    return known == null ? null : known.user();
  }

  /** Tells whether the credentials that are kept for a registry are accepted by it. */
  public boolean isValid(String registry) throws IOException {
    Credentials known = known(registry);
    if (known == null || known.password().isEmpty()) {
      return false;
    }
    try {
      check(registry, known);
      return true;
    } catch (RegistryException e) {
      if (e.kind() == RegistryException.Kind.UNAUTHORIZED) {
        return false;
      }
      throw e;
    }
  }

  private @Nullable Credentials known(String registry) throws IOException {
    boolean isNamed = options.authFile() != null || user.env("REGISTRY_AUTH_FILE") != null;
    if (isNamed && !Files.exists(path())) {
      // The login makes it.
      return null;
    }
    return new CredentialStore(kernel, user, options, conf.credentialHelpers())
        .find(place(registry));
  }

  /**
   * Shows credentials to a registry, and keeps them if they are accepted.
   *
   * @return where they are kept now: a file, or the name of a helper
   */
  public String login(String registry, String name, String password) throws IOException {
    Credentials credentials = new Credentials(name, password, null);
    check(registry, credentials);
    AuthFileEditor file = new AuthFileEditor(kernel, path());
    String helper = helper(registry, file);
    if (helper == null) {
      file.put(registry, credentials);
      return path().toString();
    }
    new CredentialHelper(kernel, user).store(helper, place(registry).host(), credentials);
    return "docker-credential-" + helper;
  }

  private void check(String registry, Credentials credentials) throws IOException {
    registries.ping(place(registry), credentials);
  }

  /** Forgets the credentials for a registry; tells whether there were some. */
  public boolean logout(String registry) throws IOException {
    AuthFileEditor file = new AuthFileEditor(kernel, path());
    String helper = helper(registry, file);
    if (helper == null) {
      return file.remove(registry);
    }
    return new CredentialHelper(kernel, user).erase(helper, place(registry).host());
  }

  /** Forgets all credentials in the file. */
  public void logoutAll() throws IOException {
    new AuthFileEditor(kernel, path()).clear();
  }

  private @Nullable String helper(String registry, AuthFileEditor file) throws IOException {
    for (String helper : conf.credentialHelpers()) {
      return helper.equals(CredentialStore.FILES) ? file.helper(place(registry).host()) : helper;
    }
    return file.helper(place(registry).host());
  }

  private Path path() {
    String named = options.authFile() == null ? user.env("REGISTRY_AUTH_FILE") : options.authFile();
    return named == null ? Path.of(user.runtimeContainers(), "auth.json") : Path.of(named);
  }

  private Place place(String registry) {
    return registries.bare(registry);
  }
}
