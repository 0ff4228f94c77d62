package dev.kapok.cli.pod;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.SignalParser;
import dev.kapok.libpod.Pods;
import java.util.List;

/** {@code pod kill}: sends a signal to the containers of pods. */
public final class KillPodCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Send the specified signal or SIGKILL to containers in pod",
        "[options] POD [POD...]",
        List.of(
            PodSelection.all("Kill all containers in all pods"),
            PodSelection.latest(),
            Option.text(
                "signal",
                's',
                "string",
                "Signal to send to the containers in the pod (default \"KILL\")")));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();
    int signal = SignalParser.parse(session.arguments().text("signal", "KILL"));
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return pods.kill(name, signal);
          }
        };
    each.over(PodSelection.of(session));
    return each.code();
  }
}
