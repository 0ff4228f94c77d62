package dev.kapok.network.cni;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One plugin's part of a {@link NetworkList}.
 *
 * @param type the plugin's name, as of its program on the CNI path; without slash
 * @param raw the whole object as it stands in the list, "capabilities" and unknown members included
 */
public record PluginConf(String type, Map<String, Object> raw) {
  /** Copies the map, in its order; values may be null. */
  public PluginConf {
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }
}
