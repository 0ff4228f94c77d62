package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.libpod.NetworkSummary;
import dev.kapok.libpod.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code network ls}: lists networks. */
public final class ListNetworksCommand implements Command {
  private static final Map<String, String> HEADINGS = Map.of("ID", "NETWORK ID");

  /** Stands for a network where there is none, so that a table has its headings all the same. */
  private static final NetworkSummary NONE =
      new NetworkSummary("", "            ", "", 0, Map.of(), false, 0);

  @Override
  public Usage usage() {
    return Usage.of(
        "List networks",
        "[options]",
        List.of(
            Option.list("filter", 'f', "stringArray", "Provide filter values (e.g. 'name=kapok')"),
            Option.text("format", "string", "Format networks as JSON or by a Go template"),
            Option.flag("no-trunc", "Do not truncate the network ID"),
            Option.flag("noheading", 'n', "Do not print headers"),
            Option.flag("quiet", 'q', "Display only names")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    Networks networks = session.services().engine().networks();
    List<NetworkSummary> found =
        NetworkFilter.ofList(arguments.list("filter"), session.services().now())
            .apply(networks.list());
    Problems.tell(session, networks);
    String format = OutputFormat.ownTable(arguments.text("format"));
    boolean noHeading = arguments.flag("noheading");
    boolean whole = arguments.flag("no-trunc");
    if (arguments.flag("quiet")) {
      session.console().out(names(found));
    } else if (format == null) {
      session.console().out(table(found, noHeading, whole));
    } else if (NetworkFields.isJson(format)) {
      session.console().out(json(networks, found));
    } else {
      session.console().out(formatted(format, networks, found, noHeading, whole));
    }
    return 0;
  }

  private static String names(List<NetworkSummary> found) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < found.size(); i++) {
      names.append(found.get(i).name()).append('\n');
    }
    return names.toString();
  }

  private static String table(List<NetworkSummary> found, boolean noHeading, boolean whole) {
    TextTable table = new TextTable();
    if (!noHeading) {
      table.cells("NETWORK ID", "NAME", "DRIVER");
    }
    for (int i = 0; i < found.size(); i++) {
      NetworkSummary network = found.get(i);
      table.cells(NetworkFields.id(network, whole), network.name(), network.driver());
    }
    return table.render();
  }

  private static String json(Networks networks, List<NetworkSummary> found) {
    Map<String, String> inspections = networks.inspections();
    StringBuilder json = new StringBuilder("[");
    String comma = "\n  ";
    for (int i = 0; i < found.size(); i++) {
      String inspection = inspections.get(found.get(i).name());
      if (inspection != null) {
        json.append(comma);
        JsonText.append(json, inspection, "  ", 1);
        comma = ",\n  ";
      }
    }
    return json.append(json.length() == 1 ? "]\n" : "\n]\n").toString();
  }

  private static String formatted(
      String format,
      Networks networks,
      List<NetworkSummary> found,
      boolean noHeading,
      boolean whole) {
    Map<String, String> inspections = networks.inspections();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      String inspection = inspections.get(found.get(i).name());
      if (inspection != null) {
        rows.add(NetworkFields.ofList(found.get(i), inspection, whole));
      }
    }
    return new OutputFormat("network ls", format)
        .render(Headings.of(NetworkFields.ofList(NONE, "{}", false), HEADINGS), rows, noHeading);
  }
}
