package dev.kapok.cli.format;

import java.util.List;

/** Lays out JSON: a member or an element a line. */
public final class JsonText {
  /** That of podman. */
  private static final String INDENT = "     ";

  private JsonText() {}

  /**
   * Appends a document.
   *
   * @param json a valid document; blanks between its parts are dropped
   * @param indent what stands before a line for each level
   * @param level how deep the document's first character lies
   */
  public static void append(StringBuilder out, String json, String indent, int level) {
    int depth = level;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '"' -> {
          int end = endOfText(json, i);
          out.append(json, i, end);
          i = end - 1;
        }
        case '{', '[' -> {
          out.append(c);
          int next = afterBlanks(json, i + 1);
          if (json.charAt(next) == '}' || json.charAt(next) == ']') {
            out.append(json.charAt(next));
            i = next;
          } else {
            newLine(out, indent, ++depth);
          }
        }
        case '}', ']' -> {
          newLine(out, indent, --depth);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          newLine(out, indent, depth);
        }
        case ':' -> out.append(": ");
        case ' ', '\n', '\t', '\r' -> {}
        default -> out.append(c);
      }
    }
  }

  /** Returns an array of these documents, laid out as {@code inspect} commands print them. */
  public static String array(List<String> documents) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < documents.size(); i++) {
      json.append(i > 0 ? ",\n" : "\n").append(INDENT);
      append(json, documents.get(i), INDENT, 1);
    }
    return json.append(documents.isEmpty() ? "]" : "\n]").toString();
  }

  private static int afterBlanks(String json, int start) {
    int at = start;
    while (" \n\t\r".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Searches by indexOf: interpreted, charAt costs several times as much a character. */
  private static int endOfText(String json, int start) {
    int end = json.indexOf('"', start + 1);
    while (isEscaped(json, end)) {
      end = json.indexOf('"', end + 1);
    }
    return end + 1;
  }

  private static boolean isEscaped(String json, int quote) {
    boolean escaped = false;
    for (int i = quote - 1; json.charAt(i) == '\\'; i--) {
      escaped = !escaped;
    }
    return escaped;
  }

  private static void newLine(StringBuilder out, String indent, int depth) {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append(indent);
    }
  }
}
