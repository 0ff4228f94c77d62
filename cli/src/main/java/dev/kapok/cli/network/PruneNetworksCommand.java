package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.Networks;
import java.util.List;

/** {@code network prune}: removes networks that no container uses. */
public final class PruneNetworksCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove unused networks",
        "[options]",
        List.of(
            Option.list(
                "filter", "stringArray", "Provide filter values (e.g. 'label=<key>=<value>')"),
            Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    NetworkFilter filter =
        NetworkFilter.ofPrune(arguments.list("filter"), session.services().now());
    String warning = "WARNING! This will remove all networks not used by at least one container.";
    if (!arguments.flag("force") && !Question.isYes(session, warning)) {
      return 0;
    }
    Networks networks = session.services().engine().networks();
    List<String> removed = filter.prune(networks);
    for (int i = 0; i < removed.size(); i++) {
      session.print(removed.get(i));
    }
    Problems.tell(session, networks);
    return 0;
  }
}
