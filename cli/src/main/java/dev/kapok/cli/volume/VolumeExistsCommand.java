package dev.kapok.cli.volume;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code volume exists}: tells by the exit code whether a volume is here. */
public final class VolumeExistsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Check if a volume exists", "VOLUME", List.of());
  }

  @Override
  public int run(Session session) {
    String name = VolumeNames.one(session);
    return session.services().engine().volumes().exists(name) ? 0 : 1;
  }
}
