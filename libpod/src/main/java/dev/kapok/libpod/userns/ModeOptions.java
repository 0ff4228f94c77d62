package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of {@code --userns} in its parts: {@code NAME[:KEY=VALUE,…]}.
 *
 * @param name "keep-id"
 * @param options the rest, split at commas
 */
record ModeOptions(String name, List<String> options) {
  static ModeOptions parse(String mode) {
    int colon = mode.indexOf(':');
    List<String> options = new ArrayList<>();
    String rest = colon < 0 ? "" : mode.substring(colon + 1);
    int from = 0;
    while (from < rest.length()) {
      int comma = rest.indexOf(',', from);
      int end = comma < 0 ? rest.length() : comma;
      options.add(rest.substring(from, end));
      from = end + 1;
    }
    return new ModeOptions(colon < 0 ? mode : mode.substring(0, colon), options);
  }

  /**
   * Returns the values of a number's option.
   *
   * @param known all options that the mode has
   * @return −1 where it is not given
   */
  long number(String key, List<String> known) {
    long value = -1;
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!known.contains(name)) {
        throw invalid("unknown option specified: \"" + name + "\"");
      }
      if (name.equals(key)) {
        value = SubIds.number(equals < 0 ? "" : option.substring(equals + 1));
        if (value < 0) {
          throw invalid("the option \"" + option + "\" of --userns=" + this.name + " is no number");
        }
      }
    }
    return value;
  }

  /** Returns the values of an option that may be given several times. */
  List<String> values(String key) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith(key + "=")) {
        values.add(options.get(i).substring(key.length() + 1));
      }
    }
    return values;
  }

  static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
