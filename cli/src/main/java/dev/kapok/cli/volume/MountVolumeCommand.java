package dev.kapok.cli.volume;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.tree.OwnNamespace;
import java.util.List;

/** {@code volume mount}: makes a volume's files visible to the host, and prints where. */
public final class MountVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Mount volume", "NAME", List.of());
  }

  @Override
  public int run(Session session) {
    OwnNamespace.require(session);
    String name = VolumeNames.one(session);
    session.print(session.services().engine().volumes().mount(name));
    return 0;
  }
}
