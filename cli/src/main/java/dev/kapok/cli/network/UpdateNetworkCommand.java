package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code network update}: changes what a network asks for other names; prints its name. */
public final class UpdateNetworkCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Update an existing network",
        "[options] NETWORK",
        List.of(
            Option.commaList("dns-add", "strings", "Add network level nameservers"),
            Option.commaList("dns-drop", "strings", "Remove network level nameservers")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    String name = NetworkNames.one(session);
    session
        .services()
        .engine()
        .networks()
        .changeDns(name, arguments.list("dns-add"), arguments.list("dns-drop"));
    session.print(name);
    return 0;
  }
}
