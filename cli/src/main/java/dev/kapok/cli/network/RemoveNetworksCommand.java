package dev.kapok.cli.network;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachRemoval;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    Networks networks = session.services().engine().networks();
    EachRemoval each =
        new EachRemoval(session) {
          @Override
          protected String remove(String name, boolean withUsers, @Nullable Integer seconds) {
            networks.remove(name, withUsers, seconds);
            return name;
          }
        };
    each.over(NetworkNames.of(session));
    Problems.tell(session, networks);
    return each.removalCode();
  }
}
