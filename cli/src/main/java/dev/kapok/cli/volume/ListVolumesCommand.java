package dev.kapok.cli.volume;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.format.TimeText;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code volume ls}: lists volumes. */
public final class ListVolumesCommand implements Command {
  private static final Map<String, String> HEADINGS = Map.of("Name", "VOLUME NAME");

  @Override
  public Usage usage() {
    return Usage.of(
        "List volumes",
        "[options]",
        List.of(
            Option.commaList("filter", 'f', "strings", "Filter volume output"),
            Option.text("format", "string", "Format volume output using JSON or a Go template"),
            Option.flag("noheading", 'n', "Do not print headers"),
            Option.flag("quiet", 'q', "Print volume output in quiet mode")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    boolean quiet = arguments.flag("quiet");
    String format = OutputFormat.ownTable(arguments.text("format"));
    if (quiet && format != null) {
      throw new UsageException("quiet and format flags cannot be used together");
    }
    Volumes volumes = session.services().engine().volumes();
    List<VolumeSummary> found =
        VolumeFilter.ofList(arguments.list("filter"), session.services().now())
            .apply(volumes.list());
    boolean noHeading = arguments.flag("noheading");
    if (format == null) {
      session.console().out(table(found, quiet, noHeading));
    } else if (OutputFormat.isJson(format)) {
      session.console().out(json(volumes, found));
    } else {
      session.console().out(formatted(format, volumes, found, noHeading));
    }
    return 0;
  }

  private static String table(List<VolumeSummary> found, boolean quiet, boolean noHeading) {
    if (quiet) {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < found.size(); i++) {
        names.append(found.get(i).name()).append('\n');
      }
      return names.toString();
    }
    TextTable table = new TextTable();
    if (!noHeading && !found.isEmpty()) {
      table.cells("DRIVER", "VOLUME NAME");
    }
    for (int i = 0; i < found.size(); i++) {
      table.cells("local", found.get(i).name());
    }
    return table.render();
  }

  private static String json(Volumes volumes, List<VolumeSummary> found) {
    StringBuilder json = new StringBuilder("[");
    List<String> shown = volumes.inspect(found);
    for (int i = 0; i < shown.size(); i++) {
      json.append(i > 0 ? ",\n  " : "\n  ");
      JsonText.append(json, shown.get(i), "  ", 1);
    }
    return json.append(found.isEmpty() ? "]\n" : "\n]\n").toString();
  }

  private static String formatted(
      String format, Volumes volumes, List<VolumeSummary> found, boolean noHeading) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> shown = volumes.inspect(found);
    for (int i = 0; i < shown.size(); i++) {
      rows.add(fields(Json.parseObject(shown.get(i)), found.get(i)));
    }
    return new OutputFormat("volume ls", format)
        .render(Headings.of(fields(EMPTY, NONE), HEADINGS), rows, noHeading);
  }

  /** Stand for a row where there is none, so that a table has its headings all the same. */
  private static final VolumeSummary NONE = new VolumeSummary("", 0, false, "{}", "{}", 0);

  private static final Map<String, Object> EMPTY =
      Map.of("Name", "", "Driver", "", "Mountpoint", "", "Labels", "", "Scope", "", "Options", "");

  /** Adds the fields that JSON leaves out where they say nothing. */
  private static Map<String, Object> fields(Map<String, Object> json, VolumeSummary volume) {
    Map<String, Object> fields = new LinkedHashMap<>(json);
    fields.put("CreatedAt", TimeText.go(volume.created()));
    for (String number : List.of("UID", "GID", "MountCount")) {
      fields.putIfAbsent(number, 0L);
    }
    for (String flag : List.of("Anonymous", "NeedsCopyUp", "NeedsChown")) {
      fields.putIfAbsent(flag, false);
    }
    return fields;
  }
}
