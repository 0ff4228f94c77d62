package dev.kapok.cli.pod;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.Pods;
import java.util.ArrayList;
import java.util.List;

/** {@code pod prune}: removes pods whose containers have all ended. */
public final class PrunePodsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove all stopped pods and their containers",
        "[options]",
        List.of(Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Pods pods = session.services().engine().pods();
    String warning = "WARNING! This will remove all stopped/exited pods..";
    if (!session.arguments().flag("force") && !Question.isYes(session, warning)) {
      return 0;
    }
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return pods.remove(name, false, null);
          }
        };
    each.over(ended(pods));
    return each.code();
  }

  /** Returns the ids of pods none of whose containers runs, and some of whose have run. */
  public static List<String> ended(Pods pods) {
    List<String> ended = new ArrayList<>();
    for (PodSummary pod : pods.list()) {
      String status = pod.status();
      if (status.equals("Exited") || status.equals("Stopped")) {
        ended.add(pod.pod().id());
      }
    }
    return ended;
  }
}
