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

/** {@code pod stop}: stops the containers of pods. */
public final class StopPodCommand implements Command {
  static final Option TIME =
      Option.number("time", 't', "Seconds to wait for pod stop before killing the container");

  @Override
  public Usage usage() {
    return Usage.of(
        "Stop one or more pods",
        "[options] POD [POD...]",
        List.of(
            PodSelection.all("Stop all running pods"),
            PodSelection.ignore(),
            PodSelection.latest(),
            PodSelection.idFile(),
            TIME));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();
    Integer timeout = StopCommand.timeout(session);
    boolean ignore = session.arguments().flag("ignore");
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return pods.stop(name, timeout);
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return ignore && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(PodSelection.of(session));
    return each.code();
  }
}
