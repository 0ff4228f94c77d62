package dev.kapok.cli.format;

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

  private final List<String> lines = new ArrayList<>();

  /** Adds a line; cells are separated by tabs. */
  public void line(String line) {
    lines.add(line);
  }

  /** Adds a line of cells. */
  public void row(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i > 0 ? "\t" : "").append(cells.get(i));
    }
    lines.add(line.toString());
  }

  /** Adds text that may have several lines; an unfinished last line counts as one. */
  public void text(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      lines.add(text.substring(from, end < 0 ? text.length() : end));
      from = end < 0 ? text.length() : end + 1;
    }
  }

  /** Returns the aligned lines. */
  public String render() {
    List<List<String>> cells = new ArrayList<>(lines.size());
    List<int[]> widths = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      List<String> row = split(lines.get(i));
      cells.add(row);
      widths.add(new int[row.size()]);
    }
    for (int i = 0; i < cells.size(); i++) {
      for (int column = 0; column < cells.get(i).size() - 1; column++) {
        if (widths.get(i)[column] == 0) {
          measure(cells, widths, i, column);
        }
      }
    }
    return join(cells, widths);
  }

  /** Gives the block of lines from {@code first} on that have this column the same width. */
  private static void measure(List<List<String>> cells, List<int[]> widths, int first, int column) {
    int width = MIN_WIDTH;
    int end = first;
    while (end < cells.size() && cells.get(end).size() - 1 > column) {
      width = Math.max(width, length(cells.get(end).get(column)) + PADDING);
      end++;
    }
    for (int i = first; i < end; i++) {
      widths.get(i)[column] = width;
    }
  }

  private static String join(List<List<String>> cells, List<int[]> widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      List<String> row = cells.get(i);
      for (int column = 0; column < row.size() - 1; column++) {
        String cell = row.get(column);
        text.append(cell).append(Texts.blanks(widths.get(i)[column] - length(cell)));
      }
      text.append(row.get(row.size() - 1)).append('\n');
    }
    return text.toString();
  }

  private static List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      cells.add(line.substring(from, tab));
      from = tab + 1;
    }
    cells.add(line.substring(from));
    return cells;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
