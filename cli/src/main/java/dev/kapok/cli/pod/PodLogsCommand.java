package dev.kapok.cli.pod;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.container.LogsCommand;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.PodSummary;
import java.util.ArrayList;
import java.util.List;

/** {@code pod logs}: what the containers of a pod wrote. */
public final class PodLogsCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(LogsCommand.options());
    options.add(
        Option.text(
            "container",
            'c',
            "string",
            "Filter logs by container name or id which belongs to pod"));
    return Usage.of("Fetch logs for pod with one or more containers", "[options] POD", options);
  }

  @Override
  public int run(Session session) {
    PodSummary pod = session.services().engine().pods().get(PodSelection.one(session));
    String only = session.arguments().text("container");
    List<String> ids = new ArrayList<>();
    List<ContainerSummary> containers = pod.containers();
    for (int i = 0; i < containers.size(); i++) {
      ContainerSummary container = containers.get(i);
      if (only == null ? !container.infra() : isNamed(container, only)) {
        ids.add(container.id());
      }
    }
    if (only != null && ids.isEmpty()) {
      throw new UsageException(
          "no container with name or ID \"" + only + "\" is in pod " + pod.pod().name());
    }
    LogsCommand.print(session, ids, only == null);
    return 0;
  }

  private static boolean isNamed(ContainerSummary container, String nameOrId) {
    return container.name().equals(nameOrId)
        || (!nameOrId.isEmpty() && container.id().startsWith(nameOrId));
  }
}
