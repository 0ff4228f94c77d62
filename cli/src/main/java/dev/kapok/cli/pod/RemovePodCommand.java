package dev.kapok.cli.pod;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.container.StopCommand;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Pods;
import java.util.List;

/** {@code pod rm}: removes pods with their containers. Exit code 1 for what is not there. */
public final class RemovePodCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove one or more pods",
        "[options] POD [POD...]",
        List.of(
            PodSelection.all("Remove all pods"),
            Option.flag(
                "force", 'f', "Force removal of a running pod by first stopping all containers"),
            PodSelection.ignore(),
            PodSelection.latest(),
            PodSelection.idFile(),
            StopPodCommand.TIME));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();
    Integer timeout = StopCommand.timeout(session);
    boolean force = session.arguments().flag("force");
    boolean ignore = force || session.arguments().flag("ignore") || session.arguments().flag("all");
    boolean[] missing = new boolean[1];
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return pods.remove(name, force, timeout);
          }

          @Override
          protected boolean forgives(KapokException failure) {
            boolean gone = failure.kind() == KapokException.Kind.NOT_FOUND;
            missing[0] |= gone && !ignore;
            return gone && ignore;
          }
        };
    each.over(PodSelection.of(session));
    return missing[0] ? 1 : each.code();
  }
}
