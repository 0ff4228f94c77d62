package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.ArrayList;
import java.util.List;

/** {@code restart}: stops containers that run, and starts them. */
public final class RestartCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Restart one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Selection.all("Restart all containers regardless of state"),
            Selection.cidFile(),
            Selection.filter(),
            Selection.latest(),
            Option.flag("running", "Restart only running containers"),
            StopCommand.TIME));
  }

  @Override
  public int run(Session session) {
    Integer timeout = StopCommand.timeout(session);
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.services().lifecycle().restart(name, timeout);
            return name;
          }
        };
    each.over(chosen(session));
    return each.code();
  }

  private static List<String> chosen(Session session) {
    if (!session.arguments().flag("running")) {
      return Selection.of(session, false);
    }
    List<String> ids = new ArrayList<>();
    var running = session.services().queries().list(dev.kapok.libpod.ListFilter.RUNNING);
    for (int i = 0; i < running.size(); i++) {
      ids.add(running.get(i).id());
    }
    return ids;
  }
}
