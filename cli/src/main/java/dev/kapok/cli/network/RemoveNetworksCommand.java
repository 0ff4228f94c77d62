package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Networks;
import java.util.List;

/**
 * {@code network rm}: removes networks. Exit codes: 1 for what is not there, 2 for what is used.
 */
public final class RemoveNetworksCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove networks",
        "[options] NETWORK [NETWORK...]",
        List.of(
            Option.flag("force", 'f', "Remove any containers using network"),
            Option.number(
                "time", 't', "Seconds to wait for running containers to stop before killing")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    Networks networks = session.services().engine().networks();
    boolean force = arguments.flag("force");
    Integer timeout = arguments.given("time") ? (int) arguments.number("time", 0) : null;
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            networks.remove(name, force, timeout);
            return name;
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return force && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(NetworkNames.of(session));
    return each.removalCode();
  }
}
