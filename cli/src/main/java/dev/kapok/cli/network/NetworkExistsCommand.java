package dev.kapok.cli.network;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code network exists}: tells by the exit code whether a network is here. */
public final class NetworkExistsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Check if a network exists", "NETWORK", List.of());
  }

  @Override
  public int run(Session session) {
    String name = NetworkNames.one(session);
    return session.services().engine().networks().exists(name) ? 0 : 1;
  }
}
