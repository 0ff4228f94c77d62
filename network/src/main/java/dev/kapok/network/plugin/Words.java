package dev.kapok.network.plugin;

import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkName;
import dev.kapok.sys.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks words of a configuration before they become words of a command. */
final class Words {
  private static final int MAC_LENGTH = 17;

  private Words() {}

  /** Returns a text that must be there. */
  static String required(Map<String, Object> conf, String name) {
    String text = Json.string(conf, name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  /** Returns the name of a link, or says why it is none. */
  static String link(String name) {
    if (!LinkName.isValid(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" cannot be the name of a link: " + LinkName.RULE);
    }
    return name;
  }

  /** Returns the path of the container's namespace, as a word of a command. */
  static String netns(PluginCall call) {
    String path = call.attachment().netns();
    if (path.isEmpty() || path.charAt(0) != '/') {
      throw new IllegalArgumentException("the container's network namespace is missing");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == '#') {
        throw new IllegalArgumentException(
            "the path of the network namespace, " + path + ", has a blank, a quote, \\ or #");
      }
    }
    return path;
  }

  /** Returns the hardware address asked for: by capability, "args", CNI_ARGS; null for none. */
  static @Nullable String mac(PluginCall call) {
    String mac = Json.string(Json.object(call.conf(), "runtimeConfig"), "mac");
    if (mac == null || mac.isEmpty()) {
      mac = Json.string(Json.object(Json.object(call.conf(), "args"), "cni"), "mac");
    }
    if ((mac == null || mac.isEmpty())
        && call.attachment().cniArgs().get("MAC") instanceof String m) {
      mac = m;
    }
    return mac == null || mac.isEmpty() ? null : mac(mac);
  }

  /** Returns a hardware address in small letters, or says why it is none. */
  static String mac(String text) {
    boolean good = text.length() == MAC_LENGTH;
    for (int i = 0; i < text.length() && good; i++) {
      char c = text.charAt(i);
      good = i % 3 == 2 ? c == ':' || c == '-' : c < 128 && Character.digit(c, 16) >= 0;
    }
    // The lowest bit of the first byte is that of groups.
    if (!good || Character.digit(text.charAt(1), 16) % 2 != 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no hardware address of one interface, as 02:42:ac:11:00:02");
    }
    return text.replace('-', ':').toLowerCase(java.util.Locale.ROOT);
  }
}
