package dev.kapok.cli.volume;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.tree.OwnNamespace;
import java.util.List;

/** {@code volume unmount}: takes back what {@code volume mount} did. */
public final class UnmountVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Unmount volume", "NAME", List.of());
  }

  @Override
  public int run(Session session) {
    OwnNamespace.require(session);
    String name = VolumeNames.one(session);
    session.services().engine().volumes().unmount(name);
    session.print(name);
    return 0;
  }
}
