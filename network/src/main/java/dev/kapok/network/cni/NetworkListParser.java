package dev.kapok.network.cni;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads configuration lists within bounds. */
final class NetworkListParser {
  /** The versions that this engine speaks, the newest last. */
  static final List<String> VERSIONS = List.of("0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");

  private static final int MAX_CHARS = 1 << 20;
  private static final int MAX_PLUGINS = 64;
  private static final int MAX_NAME = 128;

  private final String path;

  NetworkListParser(String path) {
    this.path = path;
  }

  NetworkList parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw failure("it is larger than 1 MiB");
    }
    try {
      Map<String, Object> raw = Json.parseObject(text);
      return raw.containsKey("plugins") ? list(raw) : single(raw);
    } catch (JsonException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  private NetworkList list(Map<String, Object> raw) {
    List<Object> found = Json.array(raw, "plugins");
    if (found.isEmpty()) {
      throw failure("its list of plugins is empty");
    }
    if (found.size() > MAX_PLUGINS) {
      throw failure("it has more than " + MAX_PLUGINS + " plugins");
    }
    List<PluginConf> plugins = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      plugins.add(plugin(found.get(i)));
    }
    return new NetworkList(name(raw), version(raw), disableCheck(raw), plugins, raw, path);
  }

  /** A file with one plugin, as before lists: libcni makes a list of it, too. */
  private NetworkList single(Map<String, Object> raw) {
    return new NetworkList(name(raw), version(raw), false, List.of(plugin(raw)), raw, path);
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private PluginConf plugin(@Nullable Object value) {
    if (!(value instanceof Map)) {
      throw failure("its plugins are not objects");
    }
    Map<String, Object> raw = (Map<String, Object>) value;
    String type = Json.string(raw, "type");
    if (type == null || type.isEmpty()) {
      throw failure("a plugin has no type");
    }
    if (!isName(type)) {
      throw failure("the plugin type \"" + type + "\" is no name of a program");
    }
    return new PluginConf(type, raw);
  }

  private String name(Map<String, Object> raw) {
    String name = Json.string(raw, "name");
    if (name == null || name.isEmpty()) {
      throw failure("it has no name");
    }
    if (!isName(name)) {
      throw failure(
          "the name \""
              + name
              + "\" is not made of letters, digits, '_', '.' and '-', first a letter or digit, "
              + MAX_NAME
              + " at most");
    }
    return name;
  }

  private static boolean disableCheck(Map<String, Object> raw) {
    Object value = raw.get("disableCheck");
    // libcni takes the word, too.
    return value instanceof String text ? text.equals("true") : Json.flag(raw, "disableCheck");
  }

  private String version(Map<String, Object> raw) {
    List<String> known = versions(raw);
    if (known.isEmpty()) {
      throw failure(
          "it names no cniVersion that is known; known are 0.3.0, 0.3.1, 0.4.0, 1.0.0 and 1.1.0");
    }
    return known.get(known.size() - 1);
  }

  /** Returns the versions that a list allows and this engine knows, the newest last. */
  static List<String> versions(Map<String, Object> raw) {
    List<String> asked = new ArrayList<>(Json.strings(raw, "cniVersions"));
    String one = Json.string(raw, "cniVersion");
    if (one != null) {
      asked.add(one);
    }
    List<String> known = new ArrayList<>();
    for (int i = 0; i < VERSIONS.size(); i++) {
      if (asked.contains(VERSIONS.get(i))) {
        known.add(VERSIONS.get(i));
      }
    }
    return known;
  }

  /** Tells which of two known versions is the older one. */
  static boolean isBefore(String version, String other) {
    return VERSIONS.indexOf(version) < VERSIONS.indexOf(other);
  }

  /** As CNI demands of names of networks and containers. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_NAME || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private CniException failure(String reason) {
    return CniException.config("read network configuration " + path, reason);
  }
}
