package dev.kapok.image;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change to an image's configuration, in the words of a Containerfile: {@code CMD ["/bin/sh"]},
 * {@code ENV A=1}; the option {@code --change} of import and commit. Between the instruction and
 * its value stands a blank or an equals sign.
 */
public final class ConfigChange {
  private final String text;
  private final String instruction;
  private final String value;

  private ConfigChange(String text, String instruction, String value) {
    this.text = text;
    this.instruction = instruction;
    this.value = value;
  }

  /**
   * Parses a change.
   *
   * @throws IllegalArgumentException where it has no value
   */
  public static ConfigChange parse(String text) {
    String trimmed = text.strip();
    int end = 0;
    while (end < trimmed.length() && Character.isLetter(trimmed.charAt(end))) {
      end++;
    }
    boolean isSeparated =
        end < trimmed.length() && (trimmed.charAt(end) == '=' || trimmed.charAt(end) <= ' ');
    String value = isSeparated ? trimmed.substring(end + 1).strip() : "";
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "change \"" + text + "\": an instruction and its value are wanted, CMD=/bin/sh for one");
    }
    return new ConfigChange(text, trimmed.substring(0, end).toUpperCase(Locale.ROOT), value);
  }

  /**
   * Makes the change.
   *
   * @param config the object {@code config} of a configuration
   * @throws IllegalArgumentException where the instruction is unknown or its value is wrong
   */
  public void apply(Map<String, Object> config) {
    switch (instruction) {
      case "CMD" -> config.put("Cmd", command());
      case "ENTRYPOINT" -> config.put("Entrypoint", command());
      case "ENV" -> setEnv(config);
      case "EXPOSE" -> expose(config);
      case "LABEL" -> addLabels(config);
      case "ONBUILD" -> list(config, "OnBuild").add(value);
      case "STOPSIGNAL" -> config.put("StopSignal", value);
      case "USER" -> config.put("User", value);
      case "VOLUME" -> addVolumes(config);
      case "WORKDIR" -> config.put("WorkingDir", value);
      default ->
          throw invalid(
              "known are CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME,"
                  + " WORKDIR");
    }
  }

  private List<String> command() {
    List<String> words = words();
    return words != null ? words : List.of("/bin/sh", "-c", value);
  }

  /** Returns the value as a JSON array of texts, null where it is none. */
  private @Nullable List<String> words() {
    if (!value.startsWith("[")) {
      return null;
    }
    try {
      return Json.strings(Json.parseObject("{\"v\":" + value + "}"), "v");
    } catch (JsonException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private void setEnv(Map<String, Object> config) {
    int equals = value.indexOf('=');
    int blank = value.indexOf(' ');
    // The old form has a blank after the name: ENV NAME value.
    int end = equals < 0 ? blank : equals;
    if (end <= 0) {
      throw invalid("NAME=value is wanted");
    }
    String name = value.substring(0, end);
    List<Object> env = list(config, "Env");
    env.removeIf(entry -> entry.toString().startsWith(name + "="));
    env.add(name + "=" + unquoted(value.substring(end + 1)));
  }

  private void expose(Map<String, Object> config) {
    for (String port : value.split("\\s+", -1)) {
      String number = port.replaceFirst("/(tcp|udp|sctp)$", "");
      if (!number.matches("\\d{1,5}(-\\d{1,5})?")) {
        throw invalid("\"" + port + "\" is no port[/protocol]");
      }
      map(config, "ExposedPorts")
          .put(number.equals(port) ? port + "/tcp" : port, new LinkedHashMap<>());
    }
  }

  private void addLabels(Map<String, Object> config) {
    for (String word : quotedWords(value)) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw invalid("NAME=value is wanted");
      }
      map(config, "Labels").put(word.substring(0, equals), word.substring(equals + 1));
    }
  }

  private void addVolumes(Map<String, Object> config) {
    List<String> words = words();
    for (String path : words != null ? words : quotedWords(value)) {
      map(config, "Volumes").put(path, new LinkedHashMap<>());
    }
  }

  private static String unquoted(String text) {
    String inner = text.strip();
    boolean isQuoted =
        inner.length() > 1
            && (inner.charAt(0) == '"' || inner.charAt(0) == '\'')
            && inner.charAt(0) == inner.charAt(inner.length() - 1);
    return isQuoted ? inner.substring(1, inner.length() - 1) : inner;
  }

  /** Splits at blanks that are not between quotes; the quotes go. */
  private static List<String> quotedWords(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c <= ' ') {
        addWord(words, word);
      } else {
        word.append(c);
      }
    }
    addWord(words, word);
    return words;
  }

  private static void addWord(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static Map<String, Object> map(Map<String, Object> config, String name) {
    Map<String, Object> map = Json.object(config, name);
    config.put(name, map);
    return map;
  }

  private static List<Object> list(Map<String, Object> config, String name) {
    List<Object> list = Json.array(config, name);
    config.put(name, list);
    return list;
  }

  private IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException("change \"" + text + "\": " + reason);
  }
}
