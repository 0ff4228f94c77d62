package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.format.TimeText;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.image.HistoryRow;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code history}: shows the steps by which an image came about. */
public final class HistoryCommand implements Command {
  private static final int SHORT_ID = 12;

  /** The longest command that a table shows whole. */
  private static final int COMMAND = 45;

  private static final String DOTS = "...";
  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, String> HEADINGS =
      Map.of("ID", "ID", "CreatedSince", "CREATED", "Created", "CREATED");

  @Override
  public Usage usage() {
    return Usage.of(
        "Show history of a specified image",
        "[options] IMAGE",
        List.of(
            Option.text("format", "string", "Change the output to JSON or a Go template"),
            Option.flag(
                "human", 'H', "Display sizes and dates in human readable format (default true)"),
            Option.flag("no-trunc", "Do not truncate the output"),
            Option.flag("quiet", 'q', "Display the numeric IDs only")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + arguments.words().size());
    }
    List<HistoryRow> rows = session.services().images().history(arguments.words().get(0));
    String format = arguments.text("format");
    if (format != null && OutputFormat.isJson(format)) {
      session.console().out(json(rows));
      return 0;
    }
    List<Map<String, Object>> fields = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      fields.add(fields(rows.get(i), arguments, session.services().now()));
    }
    if (arguments.flag("quiet")) {
      for (int i = 0; i < fields.size(); i++) {
        session.print(String.valueOf(fields.get(i).get("ID")));
      }
    } else if (format == null) {
      session.console().out(table(fields));
    } else {
      Map<String, Object> names = fields.isEmpty() ? Map.of() : fields.get(0);
      session
          .console()
          .out(
              new OutputFormat("history", format)
                  .render(Headings.of(names, HEADINGS), fields, false));
    }
    return 0;
  }

  private static String table(List<Map<String, Object>> rows) {
    TextTable table = new TextTable();
    table.line("ID\tCREATED\tCREATED BY\tSIZE\tCOMMENT");
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      table.line(
          row.get("ID")
              + "\t"
              + row.get("Created")
              + "\t"
              + row.get("CreatedBy")
              + "\t"
              + row.get("Size")
              + "\t"
              + row.get("Comment"));
    }
    return table.render();
  }

  private static Map<String, Object> fields(HistoryRow row, Arguments arguments, long now) {
    boolean whole = arguments.flag("no-trunc");
    long created = nanos(row);
    String since = HumanTime.ago(created, now);
    String exact = TimeText.rfc3339(created / SECOND * SECOND);
    String command = row.createdBy();
    boolean isLong = !whole && command.length() > COMMAND;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "ID", whole || row.id().length() < SHORT_ID ? row.id() : row.id().substring(0, SHORT_ID));
    fields.put("Created", arguments.flag("human", true) ? since : exact);
    fields.put("CreatedAt", TimeText.go(created / SECOND * SECOND));
    fields.put("CreatedSince", since);
    fields.put(
        "CreatedBy", isLong ? command.substring(0, COMMAND - DOTS.length()) + DOTS : command);
    fields.put("Size", HumanSize.spaced(row.size()));
    fields.put("Comment", row.comment());
    fields.put("Tags", row.tags());
    return fields;
  }

  private static long nanos(HistoryRow row) {
    try {
      return row.created().isEmpty() ? 0 : TimeParser.moment(row.created(), 0);
    } catch (UsageException e) {
      // A date is for show only.
      return 0;
    }
  }

  private static String json(List<HistoryRow> rows) {
    JsonWriter json = new JsonWriter().beginArray();
    for (int i = 0; i < rows.size(); i++) {
      HistoryRow row = rows.get(i);
      json.beginObject().field("id", row.id()).field("created", row.created());
      json.field("CreatedBy", row.createdBy()).field("size", row.size());
      json.field("comment", row.comment());
      json.field("Created", TimeText.rfc3339(nanos(row) / SECOND * SECOND)).endObject();
    }
    return json.endArray() + "\n";
  }
}
