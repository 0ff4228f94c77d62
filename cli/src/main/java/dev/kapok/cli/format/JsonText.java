package dev.kapok.cli.format;

/** Lays out JSON: a member or an element a line. */
public final class JsonText {
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

  private static int afterBlanks(String json, int start) {
    int at = start;
    while (" \n\t\r".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int endOfText(String json, int start) {
    int end = start + 1;
    while (json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private static void newLine(StringBuilder out, String indent, int depth) {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append(indent);
    }
  }
}
