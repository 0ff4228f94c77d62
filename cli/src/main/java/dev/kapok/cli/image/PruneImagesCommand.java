package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.FilterParser;
import java.util.List;
import java.util.Map;

/** {@code image prune}: removes images that nothing needs. */
public final class PruneImagesCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove unused images",
        "[options]",
        List.of(
            Option.flag(
                "all", 'a', "Remove all images not in use by containers, not just dangling ones"),
            Option.flag(
                "external",
                "Remove images even when they are used by external containers (there are none)"),
            Option.list(
                "filter", "stringArray", "Provide filter values (e.g. 'label=<key>=<value>')"),
            Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    Map<String, List<String>> filters =
        FilterParser.parse(arguments.list("filter"), ImagePruning.FILTERS, List.of());
    boolean all = arguments.flag("all");
    if (!arguments.flag("force") && !Question.isYes(session, warning(all))) {
      return 0;
    }
    for (String id : new ImagePruning(session.services(), all, filters).run()) {
      session.print(id);
    }
    return 0;
  }

  private static String warning(boolean all) {
    return all
        ? "WARNING! This command removes all images without at least one container associated with"
            + " them."
        : "WARNING! This command removes all dangling images.";
  }
}
