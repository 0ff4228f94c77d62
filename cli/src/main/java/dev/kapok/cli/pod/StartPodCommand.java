package dev.kapok.cli.pod;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.Pods;
import java.util.List;

/** {@code pod start}: starts the containers of pods. */
public final class StartPodCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Start one or more pods",
        "[options] POD [POD...]",
        List.of(PodSelection.all("Start all pods"), PodSelection.latest(), PodSelection.idFile()));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();

    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return pods.start(name);
          }
        };
    each.over(PodSelection.of(session));
    return each.code();
  }
}
