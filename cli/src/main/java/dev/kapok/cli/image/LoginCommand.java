package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.registry.Login;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code login}: shows credentials to a registry, and keeps them for pull and push. */
public final class LoginCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Login to a container registry",
        "[options] [REGISTRY]",
        List.of(
            Option.text(
                "authfile",
                "string",
                "path of the authentication file. Use REGISTRY_AUTH_FILE environment variable to"
                    + " override"),
            Option.text(
                "cert-dir",
                "string",
                "use certificates at the specified path to access the registry"),
            Option.flag("get-login", "Return the current login user for the registry"),
            Option.text("password", 'p', "string", "Password for registry"),
            Option.flag("password-stdin", "Take the password from stdin"),
            Option.flag(
                "tls-verify", "Require HTTPS and verify certificates when contacting registries"),
            Option.text("username", 'u', "string", "Username for registry"),
            Option.flag("verbose", 'v', "Write more detailed information to stdout")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().size() > 1) {
      throw new UsageException("accepts at most 1 arg(s), received " + arguments.words().size());
    }
    if (arguments.flag("password-stdin") && arguments.given("password")) {
      throw new UsageException("Can't specify both --password-stdin and --password");
    }
    if (arguments.flag("password-stdin") && !arguments.given("username")) {
      throw new UsageException("Must provide --username with --password-stdin");
    }
    Login login =
        Login.ofHost(session.services().kernel(), RegistryArguments.read(session.arguments()));
    String registry = registry(login, arguments);
    try {
      if (arguments.flag("get-login")) {
        return printUser(session, login, registry);
      }
      return login(session, login, registry);
    } catch (IOException e) {
      throw ImageTransfer.failed("logging into \"" + registry + "\"", e);
    }
  }

  static String registry(Login login, Arguments arguments) {
    String given = arguments.words().isEmpty() ? login.defaultRegistry() : arguments.words().get(0);
    if (given == null) {
      throw new UsageException(
          "no registries found in registries.conf, a registry must be provided");
    }
    return Login.key(given);
  }

  private static int printUser(Session session, Login login, String registry) throws IOException {
    String user = login.user(registry);
    if (user == null) {
      throw new UsageException("not logged into " + registry);
    }
    session.print(user);
    return 0;
  }

  private static int login(Session session, Login login, String registry) throws IOException {
    Arguments arguments = session.arguments();
    boolean isAsked = arguments.given("username") || arguments.given("password");
    if (!isAsked && login.user(registry) != null) {
      session.print("Authenticating with existing credentials for " + registry);
      if (login.isValid(registry)) {
        session.print("Existing credentials are valid. Already logged in to " + registry);
        return 0;
      }
      session.print("Existing credentials are invalid, please enter valid username and password");
    }
    String user = user(session, login.user(registry));
    String kept = login.login(registry, user, password(session));
    session.print("Login Succeeded!");
    if (arguments.flag("verbose")) {
      session.print("Used:  " + kept);
    }
    return 0;
  }

  private static String user(Session session, @Nullable String known) {
    String given = session.arguments().text("username");
    if (given != null) {
      return given;
    }
    String typed =
        Question.text(session, known == null ? "Username: " : "Username (" + known + "): ");
    String user = typed == null || typed.isBlank() ? known : typed.strip();
    if (user == null) {
      throw new UsageException("a user's name is wanted: give it by --username");
    }
    return user;
  }

  private static String password(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.flag("password-stdin")) {
      return Question.all();
    }
    String given = arguments.text("password");
    String password = given == null ? Question.secret(session, "Password: ") : given;
    if (password == null || password.isEmpty()) {
      throw new UsageException("a password is wanted: give it by --password-stdin");
    }
    return password;
  }
}
