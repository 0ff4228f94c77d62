package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.image.registry.Search;
import dev.kapok.sys.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code search}: looks for repositories in registries, or for the tags of one. */
public final class SearchCommand implements Command {
  private static final int DESCRIPTION = 44;
  private static final long LIMIT = 25;
  private static final int MOST = 100_000;

  @Override
  public Usage usage() {
    return Usage.of(
        "Search registry for image",
        "[options] TERM",
        List.of(
            Option.text("authfile", "string", "Path of the authentication file"),
            Option.text(
                "cert-dir",
                "Pathname",
                "Pathname of a directory containing TLS certificates and keys"),
            Option.flag(
                "compatible", "List stars, official and automated columns (Docker compatibility)"),
            Option.text("creds", "Credentials", "Credentials (USERNAME:PASSWORD) to use"),
            Option.list("filter", 'f', "strings", "Filter output based on conditions provided"),
            Option.text("format", "string", "Change the output format to JSON or a Go template"),
            Option.number("limit", "Limit the number of results (default 25)"),
            Option.flag("list-tags", "List the tags of the input registry"),
            Option.flag("no-trunc", "Do not truncate the output"),
            Option.flag(
                "tls-verify",
                "Require HTTPS and verify certificates when contacting registries (default"
                    + " true)")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().size() != 1 || arguments.words().get(0).isEmpty()) {
      throw new UsageException("search requires exactly one argument");
    }
    String term = arguments.words().get(0);
    long limit = arguments.number("limit", LIMIT);
    if (limit < 1 || limit > MOST) {
      throw new UsageException("--limit must be between 1 and " + MOST);
    }
    Search search = Search.ofHost(session.services().kernel(), RegistryArguments.read(arguments));
    try {
      if (arguments.flag("list-tags")) {
        if (arguments.given("filter")) {
          throw new UsageException("filters are not applicable to list tags result");
        }
        print(session, tags(search.tags(term, (int) limit)), List.of("NAME", "TAG"));
        return 0;
      }
      Search.Wanted wanted = wanted(arguments);
      List<Map<String, Object>> rows =
          rows(search.repositories(term, wanted, (int) limit), arguments.flag("no-trunc"));
      print(session, rows, columns(arguments.flag("compatible")));
      return 0;
    } catch (IOException e) {
      throw ImageTransfer.failed("searching for " + term, e);
    }
  }

  private static List<String> columns(boolean compatible) {
    return compatible
        ? List.of("NAME", "DESCRIPTION", "STARS", "OFFICIAL", "AUTOMATED")
        : List.of("NAME", "DESCRIPTION");
  }

  private static Search.Wanted wanted(Arguments arguments) {
    Map<String, List<String>> filters =
        FilterParser.parse(
            arguments.list("filter"), List.of("stars", "is-official", "is-automated"), List.of());
    String stars = last(filters.get("stars"));
    try {
      return new Search.Wanted(
          stars == null ? 0 : Integer.parseInt(stars),
          truth(last(filters.get("is-official"))),
          truth(last(filters.get("is-automated"))));
    } catch (NumberFormatException e) {
      throw new UsageException("filter stars=" + stars + ": a number is wanted");
    }
  }

  private static @Nullable String last(@Nullable List<String> values) {
    return values == null ? null : values.getLast();
  }

  private static @Nullable Boolean truth(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new UsageException("filter value \"" + text + "\": true or false is wanted");
    }
    return Boolean.valueOf(text);
  }

  private static List<Map<String, Object>> rows(List<Search.Found> found, boolean whole) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Search.Found one : found) {
      Map<String, Object> row = new LinkedHashMap<>();
      String text = one.description().replace('\n', ' ');
      boolean isLong = !whole && text.length() > DESCRIPTION;
      row.put("Index", one.index());
      row.put("Name", one.name());
      row.put("Description", isLong ? text.substring(0, DESCRIPTION) + "..." : text);
      row.put("Stars", one.stars());
      row.put("Official", one.official() ? "[OK]" : "");
      row.put("Automated", one.automated() ? "[OK]" : "");
      rows.add(row);
    }
    return rows;
  }

  private static List<Map<String, Object>> tags(Search.Tags found) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String tag : found.tags()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("Name", found.name());
      row.put("Tag", tag);
      rows.add(row);
    }
    return rows;
  }

  private static void print(Session session, List<Map<String, Object>> rows, List<String> columns) {
    String format = session.arguments().text("format");
    if (format != null && OutputFormat.isJson(format)) {
      session.console().out(Json.write(new ArrayList<Object>(rows), "    ") + "\n");
    } else if (format != null) {
      Map<String, Object> names = rows.isEmpty() ? Map.of() : rows.get(0);
      session
          .console()
          .out(
              new OutputFormat("search", format).render(Headings.of(names, Map.of()), rows, false));
    } else if (!rows.isEmpty()) {
      TextTable table = new TextTable();
      table.line(String.join("\t", columns));
      for (Map<String, Object> row : rows) {
        List<String> cells = new ArrayList<>();
        for (String column : columns) {
          cells.add(
              String.valueOf(
                  row.get(column.charAt(0) + column.substring(1).toLowerCase(Locale.ROOT))));
        }
        table.line(String.join("\t", cells));
      }
      session.console().out(table.render());
    }
  }
}
