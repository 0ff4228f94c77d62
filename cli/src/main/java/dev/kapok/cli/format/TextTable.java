package dev.kapok.cli.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns columns as Go's text/tabwriter does with podman's settings: cells at least 12 wide, two
 * blanks between them. A cell ends with a tab; what follows a line's last tab is not aligned. A
 * column is as wide as the widest of its cells in consecutive lines.
 *
 * <p>Lists of hundreds of lines go through here in an interpreter: arrays, and few calls a cell.
 */
public final class TextTable {
  private static final int MIN_WIDTH = 12;
  private static final int PADDING = 2;
  private static final String BLANKS = " ".repeat(64);

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
    int count = lines.size();
    int[][] blanks = new int[count][];
    int columns = 0;
    for (int i = 0; i < count; i++) {
      blanks[i] = lengths(lines.get(i));
      columns = Math.max(columns, blanks[i].length);
    }
    for (int column = 0; column < columns; column++) {
      align(blanks, column);
    }
    return join(blanks);
  }

  /** Returns how long the cells are that are aligned: all but the last. */
  private static int[] lengths(String[] cells) {
    int[] lengths = new int[cells.length - 1];
    for (int i = 0; i < lengths.length; i++) {
      String cell = cells[i];
      lengths[i] = cell.codePointCount(0, cell.length());
    }
    return lengths;
  }

  /** Turns the lengths of a column's cells into the blanks behind them, block by block. */
  private static void align(int[][] lengths, int column) {
    int first = 0;
    while (first < lengths.length) {
      int width = MIN_WIDTH;
      int end = first;
      while (end < lengths.length && lengths[end].length > column) {
        width = Math.max(width, lengths[end][column] + PADDING);
        end++;
      }
      for (int i = first; i < end; i++) {
        lengths[i][column] = width - lengths[i][column];
      }
      first = end + 1;
    }
  }

  private String join(int[][] blanks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blanks.length; i++) {
      String[] cells = lines.get(i);
      int last = cells.length - 1;
      for (int column = 0; column < last; column++) {
        int count = blanks[i][column];
        text.append(cells[column]);
        while (count > BLANKS.length()) {
          text.append(BLANKS);
          count -= BLANKS.length();
        }
        text.append(BLANKS, 0, count);
      }
      text.append(cells[last]).append('\n');
    }
    return text.toString();
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
