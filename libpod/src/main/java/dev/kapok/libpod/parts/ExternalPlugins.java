package dev.kapok.libpod.parts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which CNI plugins are programs although the engine has them built in: {@code
 * KAPOK_EXTERNAL_PLUGINS=bridge,portmap} in the environment.
 */
final class ExternalPlugins {
  private static final String VARIABLE = "KAPOK_EXTERNAL_PLUGINS=";

  private ExternalPlugins() {}

  static Set<String> of(List<String> env) {
    Set<String> types = new HashSet<>();
    for (int i = 0; i < env.size(); i++) {
      String entry = env.get(i);
      int begin = VARIABLE.length();
      while (entry.startsWith(VARIABLE) && begin < entry.length()) {
        int comma = entry.indexOf(',', begin);
        int end = comma < 0 ? entry.length() : comma;
        types.add(entry.substring(begin, end));
        begin = end + 1;
      }
    }
    return types;
  }
}
