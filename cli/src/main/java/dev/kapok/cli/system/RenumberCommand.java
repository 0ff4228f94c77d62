package dev.kapok.cli.system;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/**
 * {@code system renumber}: gives locks new numbers. A lock here is a file that has the name of what
 * it locks, so there is nothing to number, and scripts that call this after a change of {@code
 * num_locks} get what they want.
 */
public final class RenumberCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Migrate lock numbers", "", List.of());
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    return 0;
  }
}
