package dev.kapok.cli.pod;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.options.PodOptions;

/** {@code pod create}: records a pod without starting it. */
public final class CreatePodCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Create a new empty pod", "[options] [NAME]", PodOptions.options());
  }

  @Override
  public int run(Session session) {
    session.print(
        session
            .services()
            .engine()
            .pods()
            .create(
                PodOptions.build(
                    session.arguments(),
                    session.services().environment(),
                    session.services().config().defaults(),
                    session.commandLine())));
    return 0;
  }
}
