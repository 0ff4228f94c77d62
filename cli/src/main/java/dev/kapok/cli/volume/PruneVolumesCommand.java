package dev.kapok.cli.volume;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code volume prune}: removes volumes that no container uses. */
public final class PruneVolumesCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove all unused volumes",
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
    VolumePruning pruning = new VolumePruning(session, session.services().engine().volumes(), true);
    List<String> unused =
        pruning.unused(VolumeFilter.ofPrune(arguments.list("filter"), session.services().now()));
    if (!arguments.flag("force")) {
      StringBuilder warning =
          new StringBuilder(
              "WARNING! This will remove all volumes not used by at least one container. The"
                  + " following volumes will be removed:");
      for (String name : unused) {
        warning.append('\n').append(name);
      }
      if (unused.isEmpty() || !Question.isYes(session, warning.toString())) {
        return 0;
      }
    }
    pruning.over(unused);
    return pruning.code();
  }
}
