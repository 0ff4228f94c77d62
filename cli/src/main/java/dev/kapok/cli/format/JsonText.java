package dev.kapok.cli.format;

/** Lays out JSON that was written without blanks: a member or an element a line. */
public final class JsonText {
  private JsonText() {}

  /**
   * Appends a document.
   *
   * @param json a valid document without blanks between its parts
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
          char next = json.charAt(i + 1);
          if (next == '}' || next == ']') {
            out.append(next);
            i++;
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
        default -> out.append(c);
      }
    }
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
