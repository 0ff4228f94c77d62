package dev.kapok.cli.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user typed after {@code --format} of a command that lists things: a template for each row,
 * in a table with headings where it begins with {@code table}.
 */
public final class OutputFormat {
  private static final String TABLE = "table";

  private final String name;
  private final String template;
  private final boolean table;

  /**
   * Reads a format.
   *
   * @param name what error messages call it
   */
  public OutputFormat(String name, String format) {
    this.name = name;
    this.table = format.startsWith(TABLE + " ");
    String rest = unescape(table ? format.substring(TABLE.length()).strip() : format);
    this.template = table ? columns(rest) : rest;
  }

  /** Returns what was asked for, or null where that is the table that a command has anyway. */
  public static @Nullable String ownTable(@Nullable String format) {
    return format == null || format.equals(TABLE) ? null : format;
  }

  /** In a table a blank between fields begins a column, as a tab does. */
  private static String columns(String template) {
    StringBuilder text = new StringBuilder(template.length());
    boolean inside = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (template.startsWith("{{", i) || template.startsWith("}}", i)) {
        inside = c == '{';
      }
      text.append(c == ' ' && !inside ? '\t' : c);
    }
    return text.toString();
  }

  /** Tells whether the format asks for JSON, with or without a template's braces. */
  public static boolean isJson(String format) {
    return format.equals("json");
  }

  /** Tells whether rows stand in a table with headings. */
  public boolean isTable() {
    return table;
  }

  /**
   * Writes the rows.
   *
   * @param headings what each field is called in a table
   * @param noHeading whether the table goes without them
   */
  public String render(
      Map<String, Object> headings, List<Map<String, Object>> rows, boolean noHeading) {
    boolean ranges = template.startsWith("{{range") || template.startsWith("{{ range");
    Template parsed = Template.parse(name, template.endsWith("\n") ? template : template + "\n");
    TextTable text = new TextTable();
    if (table && !noHeading) {
      text.text(parsed.render(ranges ? List.of(headings) : headings));
    }
    if (ranges) {
      text.text(parsed.render(new ArrayList<Object>(rows)));
      return text.render();
    }
    for (int i = 0; i < rows.size(); i++) {
      text.text(parsed.render(rows.get(i)));
    }
    return text.render();
  }

  /** Makes line ends and tabs of what a shell's quotes kept as backslash and letter. */
  public static String unescape(String format) {
    StringBuilder text = new StringBuilder(format.length());
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      char next = c == '\\' && i + 1 < format.length() ? format.charAt(i + 1) : 0;
      if (next == 'n' || next == 't') {
        text.append(next == 'n' ? '\n' : '\t');
        i++;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
