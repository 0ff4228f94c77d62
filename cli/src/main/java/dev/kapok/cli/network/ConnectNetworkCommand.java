package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.NetworkNameParser;
import dev.kapok.libpod.model.NetworkAttachment;
import java.util.ArrayList;
import java.util.List;

/** {@code network connect}: connects a container to one more network. */
public final class ConnectNetworkCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Add container to a network",
        "[options] NETWORK CONTAINER",
        List.of(
            Option.commaList("alias", "strings", "Network scoped alias for container"),
            Option.text("ip", "string", "Set a static ipv4 address for this container network"),
            Option.text("ip6", "string", "Set a static ipv6 address for this container network"),
            Option.text(
                "mac-address", "string", "Set a static mac address for this container network")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = NetworkNames.withContainer(session);
    List<String> addresses = new ArrayList<>();
    if (arguments.given("ip")) {
      addresses.add(arguments.text("ip"));
    }
    if (arguments.given("ip6")) {
      addresses.add(arguments.text("ip6"));
    }
    String mac = arguments.given("mac-address") ? arguments.text("mac-address") : null;
    NetworkAttachment wish =
        NetworkNameParser.wish(words.get(0), addresses, mac, arguments.list("alias"));
    session.services().engine().containerNetworks().connect(words.get(1), wish);
    return 0;
  }
}
