package dev.kapok.cli.volume;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/**
 * {@code volume reload}: takes volumes over that plugins have, and forgets those that they lost.
 * There are no plugins; of the driver "local" nothing is to be taken over.
 */
public final class ReloadVolumesCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Reload all volumes from volume plugins", "", List.of());
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    return 0;
  }
}
