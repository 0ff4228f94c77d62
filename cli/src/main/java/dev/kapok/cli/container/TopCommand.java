package dev.kapok.cli.container;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.TextTable;
import java.util.List;

/** {@code top}: the processes in a container. */
public final class TopCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.wrapping(
        "Display the running processes of a container",
        "[options] CONTAINER [FORMAT-DESCRIPTORS]",
        List.of(Selection.latest()));
  }

  @Override
  public int run(Session session) {
    String name = Selection.one(session);
    List<String> columns = session.arguments().wordsFrom(Selection.wordsTaken(session));
    List<List<String>> rows = session.services().queries().top(name, columns);
    TextTable table = new TextTable();
    for (int i = 0; i < rows.size(); i++) {
      table.row(rows.get(i));
    }
    session.console().out(table.render());
    return 0;
  }
}
