package dev.kapok.sys.text;

/** Aligns tables in Java. */
final class PlainColumns {
  private PlainColumns() {}

  /** Does as {@link Columns#align}. */
  static String align(String[][] lines, int least, int gap) {
    int[][] blanks = new int[lines.length][];
    int columns = 0;
    for (int i = 0; i < lines.length; i++) {
      blanks[i] = widths(lines[i]);
      columns = Math.max(columns, blanks[i].length);
    }
    for (int column = 0; column < columns; column++) {
      align(blanks, column, least, gap);
    }
    return join(lines, blanks);
  }

  /** Returns how wide the cells are that are aligned: all but the last. */
  private static int[] widths(String[] cells) {
    int[] widths = new int[cells.length - 1];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = cells[i].codePointCount(0, cells[i].length());
    }
    return widths;
  }

  /** Turns the widths of a column's cells into the blanks behind them, block by block. */
  private static void align(int[][] widths, int column, int least, int gap) {
    int first = 0;
    while (first < widths.length) {
      int width = least;
      int end = first;
      while (end < widths.length && widths[end].length > column) {
        width = Math.max(width, widths[end][column] + gap);
        end++;
      }
      for (int i = first; i < end; i++) {
        widths[i][column] = width - widths[i][column];
      }
      first = end + 1;
    }
  }

  private static String join(String[][] lines, int[][] blanks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String[] cells = lines[i];
      for (int column = 0; column < cells.length - 1; column++) {
        text.append(cells[column]).repeat(' ', blanks[i][column]);
      }
      text.append(cells[cells.length - 1]).append('\n');
    }
    return text.toString();
  }
}
