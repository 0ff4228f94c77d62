package dev.kapok.cli.system;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code system migrate}: stops containers so that the user's new ids or a new runtime count. */
public final class MigrateCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Migrate containers",
        "[options]",
        List.of(Option.text("new-runtime", "string", "Specify a new runtime for all containers")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    List<String> stopped =
        session
            .services()
            .engine()
            .system()
            .migrate(session.arguments().text("new-runtime"), KeeperFolder.of(session.services()));
    for (String id : stopped) {
      session.print("stopped " + id);
    }
    return 0;
  }
}
