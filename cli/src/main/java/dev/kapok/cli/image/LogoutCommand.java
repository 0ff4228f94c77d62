package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.registry.Login;
import java.io.IOException;
import java.util.List;

/** {@code logout}: forgets the credentials for a registry. */
public final class LogoutCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Logout of a container registry",
        "[options] [REGISTRY]",
        List.of(
            Option.flag(
                "all", 'a', "Remove the cached credentials for all registries in the auth file"),
            Option.text(
                "authfile",
                "string",
                "path of the authentication file. Use REGISTRY_AUTH_FILE environment variable to"
                    + " override")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    boolean all = arguments.flag("all");
    if (arguments.words().size() > 1 || (all && !arguments.words().isEmpty())) {
      throw new UsageException(
          all
              ? "--all takes no arguments"
              : "accepts at most 1 arg(s), received " + arguments.words().size());
    }
    Login login = Login.ofHost(session.services().kernel(), RegistryArguments.read(arguments));
    String registry = all ? "all registries" : LoginCommand.registry(login, arguments);
    try {
      if (all) {
        login.logoutAll();
        session.print("Removed login credentials for all registries");
      } else if (login.logout(registry)) {
        session.print("Removed login credentials for " + registry);
      } else {
        throw new UsageException("not logged into " + registry);
      }
    } catch (IOException e) {
      throw ImageTransfer.failed("logging out of " + registry, e);
    }
    return 0;
  }
}
