package dev.kapok.cli.pod;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.Pods;
import java.util.List;

/** {@code pod restart}: stops and starts the containers of pods. */
public final class RestartPodCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Restart one or more pods",
        "[options] POD [POD...]",
        List.of(PodSelection.all("Restart all pods"), PodSelection.latest()));
  }

  @Override
  public int run(Session session) {
    Pods pods = session.services().engine().pods();

    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            pods.stop(name, null);
            return pods.start(name);
          }
        };
    each.over(PodSelection.of(session));
    return each.code();
  }
}
