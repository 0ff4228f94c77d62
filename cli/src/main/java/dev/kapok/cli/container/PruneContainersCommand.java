package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;
import java.util.Map;

/** {@code container prune}: removes containers that do not run. */
public final class PruneContainersCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove all non running containers",
        "[options]",
        List.of(
            Option.list(
                "filter", "stringArray", "Provide filter values (e.g. 'label=<key>=<value>')"),
            Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Map<String, List<String>> filters = ListFilters.parse(session);
    String warning = "WARNING! This will remove all non running containers.";
    if (!session.arguments().flag("force") && !Question.isYes(session, warning)) {
      return 0;
    }
    for (String id : session.services().engine().system().pruneContainers(filters).keySet()) {
      session.print(id);
    }
    return 0;
  }
}
