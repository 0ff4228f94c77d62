package dev.kapok.cli.pod;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.libpod.PodSummary;
import java.util.ArrayList;
import java.util.List;

/** {@code pod ps}: lists pods. */
public final class ListPodsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "List pods",
        "[options]",
        List.of(
            Option.flag("ctr-ids", "Display the container UUIDs"),
            Option.flag("ctr-names", "Display the container names"),
            Option.flag("ctr-status", "Display the container status"),
            Option.commaList("filter", 'f', "strings", "Filter output based on conditions given"),
            Option.text("format", "string", "Pretty-print pods to JSON or using a Go template"),
            PodSelection.latest(),
            Option.flag("no-trunc", "Do not truncate pod and container IDs"),
            Option.flag("noheading", "Do not print headers"),
            Option.flag("ns", "Display namespace information of the pod"),
            Option.flag("quiet", 'q', "Print the numeric IDs of the pods only"),
            Option.text("sort", "string", "Sort output by created, id, name, number, or status")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    PodFilter filter = PodFilter.of(arguments.list("filter"), session.services().now());
    PodOrder order = new PodOrder(arguments.text("sort", "created"));
    List<PodSummary> found = filter.apply(session.services().engine().pods().list());
    if (arguments.flag("latest") && found.size() > 1) {
      found = new ArrayList<>(found.subList(0, 1));
    }
    order.sort(found);
    String format = OutputFormat.ownTable(arguments.text("format"));
    PodText text = new PodText(session.services().now(), arguments.flag("no-trunc"));
    if (arguments.flag("quiet")) {
      if (format != null) {
        throw new UsageException("quiet and format cannot be used together");
      }
      session.console().out(text.ids(found));
    } else if (format == null) {
      session.console().out(text.table(arguments, found));
    } else {
      session.console().out(text.formatted(format, found, arguments.flag("noheading")));
    }
    return 0;
  }
}
