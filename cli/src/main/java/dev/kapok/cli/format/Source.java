package dev.kapok.cli.format;

/**
 * A template's text under its name, for error messages as Go writes them.
 *
 * @param name what the template is for: {@code inspect}
 */
record Source(String name, String text) {
  TemplateException parseError(int position, String reason) {
    return new TemplateException("template: " + name + ":" + line(position) + ": " + reason);
  }

  TemplateException runError(Operand at, String reason) {
    int position = at.position();
    int lineStart = text.lastIndexOf('\n', Math.max(position - 1, 0)) + 1;
    return new TemplateException(
        "template: "
            + name
            + ":"
            + line(position)
            + ":"
            + Math.max(position - lineStart, 0)
            + ": executing \""
            + name
            + "\" at <"
            + at.text()
            + ">: "
            + reason);
  }

  private int line(int position) {
    int line = 1;
    for (int i = 0; i < position && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** Quotes as Go's %q does, near enough for messages. */
  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
