package dev.kapok.cli.system;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.EngineConfig;
import java.util.List;

/** {@code system reset}: removes everything. */
public final class ResetCommand implements Command {
  private static final int FAILED = 125;

  @Override
  public Usage usage() {
    return Usage.of(
        "Reset kapok storage back to default state",
        "[options]",
        List.of(Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    EngineConfig config = session.services().config();
    if (!session.arguments().flag("force") && !Question.isYes(session, warning(config))) {
      return 0;
    }
    List<String> problems =
        session.services().engine().system().reset(KeeperFolder.of(session.services()));
    for (String problem : problems) {
      session.console().err("Error: reset: " + problem + "\n");
    }
    return problems.isEmpty() ? 0 : FAILED;
  }

  private static String warning(EngineConfig config) {
    return "WARNING! This will remove:\n"
        + "        - all containers\n"
        + "        - all images\n"
        + "        - all volumes\n"
        + "        - the graphRoot directory: \""
        + config.root()
        + "\"\n        - the runRoot directory: \""
        + config.runRoot()
        + "\"\n        - the volumes in the directory: \""
        + config.directories().volumePath()
        + "\"";
  }
}
