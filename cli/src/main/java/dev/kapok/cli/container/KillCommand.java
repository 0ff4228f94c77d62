package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.SignalParser;
import java.util.List;

/** {@code kill}: sends a signal to a container's first process. */
public final class KillCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Kill one or more running containers with a specific signal",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Selection.all("Signal all running containers"),
            Selection.cidFile(),
            Selection.latest(),
            Option.text(
                "signal", 's', "string", "Signal to send to the container (default \"KILL\")")));
  }

  @Override
  public int run(Session session) {
    int signal = SignalParser.parse(session.arguments().text("signal", "KILL"));
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.services().lifecycle().kill(name, signal);
            return name;
          }
        };
    each.over(Selection.of(session, true));
    return each.code();
  }
}
