package dev.kapok.cli.args;

/** Checks a value by its option's kind and stores it. */
final class OptionValue {
  private OptionValue() {}

  static void store(Arguments target, Option option, String value) {
    switch (option.kind()) {
      case FLAG -> target.add(option.name(), flag(option, value));
      case NUMBER -> target.add(option.name(), number(option, value));
      case COMMA_LIST -> split(target, option, value);
      case TEXT, LIST -> target.add(option.name(), value);
    }
  }

  /** The words that Go's strconv.ParseBool takes. */
  private static String flag(Option option, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> "true";
      case "0", "f", "F", "false", "FALSE", "False" -> "false";
      default -> throw bad(option, value, "not true or false");
    };
  }

  private static String number(Option option, String value) {
    try {
      Long.parseLong(value);
      return value;
    } catch (NumberFormatException e) {
      throw bad(option, value, "not a whole number");
    }
  }

  /** Splits at commas; a part in double quotes keeps its commas, a doubled quote is one. */
  private static void split(Arguments target, Option option, String value) {
    target.touch(option.name());
    if (value.isEmpty()) {
      return;
    }
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    boolean start = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '"' && i + 1 < value.length() && value.charAt(i + 1) == '"') {
        part.append('"');
        i++;
      } else if (c == '"' && (quoted || start)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        target.add(option.name(), part.toString());
        part.setLength(0);
        start = true;
        continue;
      } else {
        part.append(c);
      }
      start = false;
    }
    if (quoted) {
      throw bad(option, value, "a quotation mark is not closed");
    }
    target.add(option.name(), part.toString());
  }

  private static UsageException bad(Option option, String value, String reason) {
    return UsageException.badOption(
        "invalid argument \"" + value + "\" for \"" + option.title() + "\" flag: " + reason);
  }
}
