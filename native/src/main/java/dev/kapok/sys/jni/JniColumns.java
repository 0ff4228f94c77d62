package dev.kapok.sys.jni;

import org.jspecify.annotations.Nullable;

/** Aligns tables in the launcher. */
public final class JniColumns {
  private JniColumns() {}

  /** Does as {@link dev.kapok.sys.text.Columns#align}; returns null where memory is short. */
  public static @Nullable String align(String[][] lines, int least, int gap) {
    return Natives.columnsAlign(lines, least, gap);
  }
}
