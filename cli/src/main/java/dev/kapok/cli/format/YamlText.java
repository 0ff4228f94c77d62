package dev.kapok.cli.format;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree as YAML, in the form that podman prints: two blanks for each level, lists not indented.
 */
public final class YamlText {
  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** Writes a tree of maps, lists and scalars. */
  public static String of(Map<String, ?> tree) {
    YamlText yaml = new YamlText();
    yaml.map(tree, "");
    return yaml.text.toString();
  }

  private void map(Map<?, ?> map, String indent) {
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<?, ?> entry = entries.next();
      text.append(indent).append(scalar((String) entry.getKey(), indent)).append(':');
      value(entry.getValue(), indent);
    }
  }

  private void value(@Nullable Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append('\n');
      map(map, indent + "  ");
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      text.append('\n');
      for (int i = 0; i < list.size(); i++) {
        item(list.get(i), indent);
      }
    } else {
      text.append(' ').append(leaf(value, indent)).append('\n');
    }
  }

  private void item(@Nullable Object item, String indent) {
    text.append(indent).append('-');
    if (!(item instanceof Map<?, ?> map) || map.isEmpty()) {
      text.append(' ').append(leaf(item, indent)).append('\n');
      return;
    }
    // The first key stands behind the dash.
    YamlText inner = new YamlText();
    inner.map(map, indent + "  ");
    text.append(' ').append(inner.text, indent.length() + 2, inner.text.length());
  }

  private static String leaf(@Nullable Object value, String indent) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    return value instanceof String string ? scalar(string, indent) : value.toString();
  }

  private static String scalar(String value, String indent) {
    if (value.indexOf('\n') >= 0) {
      return "|-\n" + indent + "  " + value.strip().replace("\n", "\n" + indent + "  ");
    }
    if (value.isEmpty() || isSpecial(value)) {
      return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
    boolean quoted = value.indexOf(": ") >= 0 || value.indexOf(" #") >= 0 || value.endsWith(":");
    return quoted ? "'" + value.replace("'", "''") + "'" : value;
  }

  /** What a reader would take for something else than a text. */
  private static boolean isSpecial(String value) {
    char first = value.charAt(0);
    if ("-?:,[]{}#&*!|>'\"%@` ".indexOf(first) >= 0) {
      return true;
    }
    boolean number = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      number &= (c >= '0' && c <= '9') || c == '.' || c == '_' || (c == 'e' && i > 0);
    }
    return number
        || switch (value) {
          case "true", "false", "null", "yes", "no", "on", "off", "~", "y", "n" -> true;
          default -> false;
        };
  }
}
