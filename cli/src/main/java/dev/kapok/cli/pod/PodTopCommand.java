package dev.kapok.cli.pod;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.TextTable;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.model.Status;
import java.util.List;

/** {@code pod top}: the processes in the containers of a pod. */
public final class PodTopCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.wrapping(
        "Display the running processes of containers in a pod",
        "[options] POD [FORMAT-DESCRIPTORS]",
        List.of(PodSelection.latest()));
  }

  @Override
  public int run(Session session) {
    PodSummary pod = session.services().engine().pods().get(PodSelection.one(session));
    List<String> columns = session.arguments().wordsFrom(PodSelection.wordsTaken(session));
    TextTable table = new TextTable();
    boolean first = true;
    List<ContainerSummary> containers = pod.containers();
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i).status() != Status.RUNNING) {
        continue;
      }
      List<List<String>> rows = session.services().queries().top(containers.get(i).id(), columns);
      for (int row = first ? 0 : 1; row < rows.size(); row++) {
        table.row(rows.get(row));
      }
      first = false;
    }
    if (first) {
      throw new KapokException(
          KapokException.Kind.WRONG_STATE,
          "pod top can only be used on pods with at least one running container");
    }
    session.console().out(table.render());
    return 0;
  }
}
