package dev.kapok.cli.network;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code network disconnect}: takes a container away from a network. */
public final class DisconnectNetworkCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Disconnect a container from a network",
        "[options] NETWORK CONTAINER",
        List.of(Option.flag("force", 'f', "Force removal of container from network")));
  }

  @Override
  public int run(Session session) {
    List<String> words = NetworkNames.withContainer(session);
    session
        .services()
        .engine()
        .containerNetworks()
        .disconnect(words.get(1), words.get(0), session.arguments().flag("force"));
    return 0;
  }
}
