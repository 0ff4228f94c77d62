package dev.kapok.cli.format;

import dev.kapok.sys.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligns columns as Go's text/tabwriter does with podman's settings: cells at least 12 wide, two
 * blanks between them. A cell ends with a tab; what follows a line's last tab is not aligned. A
 * column is as wide as the widest of its cells in consecutive lines.
 */
public final class TextTable {
  private static final int MIN_WIDTH = 12;
  private static final int PADDING = 2;

  private final List<String[]> lines = new ArrayList<>();

  /** Adds a line; cells are separated by tabs. */
  public void line(String line) {
    lines.add(split(line));
  }

  /** Adds a line of cells, none of which has a tab or a line break. */
  public void cells(String... cells) {
    lines.add(cells);
  }

  /** Adds a line of cells, which may have tabs of their own. */
  public void row(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i > 0 ? "\t" : "").append(cells.get(i));
    }
    line(line.toString());
  }

  /** Adds text that may have several lines; an unfinished last line counts as one. */
  public void text(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      line(text.substring(from, end < 0 ? text.length() : end));
      from = end < 0 ? text.length() : end + 1;
    }
  }

  /** Returns the aligned lines. */
  public String render() {
    return Columns.align(lines.toArray(new String[0][]), MIN_WIDTH, PADDING);
  }

  private static String[] split(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      cells.add(line.substring(from, tab));
      from = tab + 1;
    }
    cells.add(line.substring(from));
    return cells.toArray(new String[0]);
  }
}
