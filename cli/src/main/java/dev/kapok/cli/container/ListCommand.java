package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ps}: lists containers. */
public final class ListCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "List containers",
        "[options]",
        List.of(
            Option.flag("all", 'a', "Show all the containers, default is only running containers"),
            Option.commaList("filter", 'f', "strings", "Filter output based on conditions given"),
            Option.text(
                "format", "string", "Pretty-print containers to JSON or using a Go template"),
            Option.number("last", 'n', "Print the n last created containers (all states)"),
            Option.flag("latest", 'l', "Act on the latest container kapok is aware of"),
            Option.flag("no-trunc", "Display the extended information"),
            Option.flag("noheading", "Do not print headers"),
            Option.flag(
                "pod", 'p', "Print the ID and name of the pod the containers are associated with"),
            Option.flag("quiet", 'q', "Print the numeric IDs of the containers only"),
            Option.flag("size", 's', "Display the total file sizes"),
            Option.text(
                "sort",
                "choice",
                "Sort output by: command, created, id, image, names, runningfor, size, status")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    boolean quiet = arguments.flag("quiet");
    boolean size = arguments.flag("size");
    String format = OutputFormat.ownTable(arguments.text("format"));
    if (arguments.flag("latest") && arguments.given("last")) {
      throw new UsageException("last and latest are mutually exclusive");
    }
    if (quiet && size) {
      throw new UsageException("quiet and size conflict, you cannot use them together");
    }
    ContainerOrder order = new ContainerOrder(arguments.text("sort", "created"));
    List<ContainerSummary> found =
        new ArrayList<>(session.services().queries().list(filter(session, size, format)));
    order.sort(found);
    print(session, found, format, quiet, size);
    return 0;
  }

  private static ListFilter filter(Session session, boolean size, @Nullable String format) {
    Arguments arguments = session.arguments();
    Map<String, List<String>> filters = ListFilters.parse(session);
    int last = arguments.flag("latest") ? 1 : (int) Math.max(0, arguments.number("last", 0));
    boolean all =
        arguments.flag("all")
            || last > 0
            || filters.containsKey("status")
            || filters.containsKey("exited");
    boolean measured = size && (format == null || !format.equals("json"));
    return new ListFilter(all, last, measured, filters);
  }

  private static void print(
      Session session,
      List<ContainerSummary> found,
      @Nullable String format,
      boolean quiet,
      boolean size) {
    Arguments arguments = session.arguments();
    boolean whole = arguments.flag("no-trunc");
    if (format != null) {
      ContainerFormats formats = new ContainerFormats(session.services().now(), whole, size);
      session.console().out(formats.render(format, found, arguments.flag("noheading")));
      return;
    }
    if (!quiet) {
      table(session, found, size);
      return;
    }
    StringBuilder ids = new StringBuilder();
    ContainerText text = new ContainerText(session.services().now(), whole);
    for (int i = 0; i < found.size(); i++) {
      ids.append(text.id(found.get(i))).append('\n');
    }
    session.console().out(ids.toString());
  }

  private static void table(Session session, List<ContainerSummary> found, boolean size) {
    boolean pods = session.arguments().flag("pod");
    TextTable table = new TextTable();
    if (!session.arguments().flag("noheading")) {
      table.line(
          "CONTAINER ID\tIMAGE\tCOMMAND\tCREATED\tSTATUS\tPORTS\tNAMES"
              + (pods ? "\tPOD ID\tPODNAME" : "")
              + (size ? "\tSIZE" : ""));
    }
    ContainerText text =
        new ContainerText(session.services().now(), session.arguments().flag("no-trunc"));
    for (int i = 0; i < found.size(); i++) {
      ContainerSummary container = found.get(i);
      String id = text.id(container);
      String image = container.image();
      String command = text.command(container);
      String created = text.created(container);
      String status = text.status(container);
      String ports = PortText.of(container.ports());
      String name = container.name();
      if (size || pods) {
        List<String> cells =
            new ArrayList<>(List.of(id, image, command, created, status, ports, name));
        if (pods) {
          cells.add(text.pod(container));
          cells.add(container.podName());
        }
        if (size) {
          cells.add(ContainerText.size(container));
        }
        table.row(cells);
      } else {
        table.cells(id, image, command, created, status, ports, name);
      }
    }
    session.console().out(table.render());
  }
}
