package dev.kapok.cli.system;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.config.CompileConfig;
import java.util.List;

/** {@code system compile-config}, hidden: what a light command calls when a file has changed. */
public final class CompileConfigCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Compile the configuration files", "", List.of());
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    new CompileConfig(session.services().kernel(), session.services().surroundings()).run();
    return 0;
  }
}
