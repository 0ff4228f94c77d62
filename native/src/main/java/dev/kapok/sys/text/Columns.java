package dev.kapok.sys.text;

import dev.kapok.sys.Host;
import dev.kapok.sys.jni.JniColumns;
import org.jspecify.annotations.Nullable;

/** Aligns the cells of lines, as Go's text/tabwriter does. */
public final class Columns {
  private Columns() {}

  /**
   * Returns the lines, each with a line break, with their cells one below the other. A column is as
   * wide as the widest of its cells in consecutive lines; the last cell of a line belongs to none.
   *
   * @param lines of one cell at least
   * @param least how wide a column is at least, in characters
   * @param gap how many blanks stand behind the widest cell at least
   */
  public static String align(String[][] lines, int least, int gap) {
    @Nullable String aligned = Host.launcher() == null ? null : JniColumns.align(lines, least, gap);
    return aligned == null ? PlainColumns.align(lines, least, gap) : aligned;
  }
}
