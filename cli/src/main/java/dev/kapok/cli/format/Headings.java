package dev.kapok.cli.format;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a table calls the fields of its rows. */
public final class Headings {
  private Headings() {}

  /**
   * Returns a heading for each field: its own, else its name in capitals, with a blank between
   * words ({@code CreatedAt}: {@code CREATED AT}).
   *
   * @param row any row, for the names of the fields
   */
  public static Map<String, Object> of(Map<String, Object> row, Map<String, String> own) {
    Map<String, Object> headings = new LinkedHashMap<>();
    for (Iterator<String> names = row.keySet().iterator(); names.hasNext(); ) {
      String name = names.next();
      String heading = own.get(name);
      headings.put(name, heading == null ? words(name) : heading);
    }
    return headings;
  }

  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean starts = i > 0 && isCapital(name, i) && !isCapital(name, i - 1);
      words.append(starts ? " " : "").append(name.charAt(i));
    }
    return Texts.upper(words.toString());
  }

  private static boolean isCapital(String text, int index) {
    return text.charAt(index) >= 'A' && text.charAt(index) <= 'Z';
  }
}
