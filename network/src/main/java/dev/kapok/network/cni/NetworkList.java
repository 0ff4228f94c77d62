package dev.kapok.network.cni;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network configuration list (CNI SPEC.md, "Configuration format"): the plugins of one network.
 *
 * @param name letters, digits, '_', '.' and '-', first a letter or digit
 * @param cniVersion the version to speak: the highest of "cniVersion" and "cniVersions" that this
 *     engine knows
 * @param disableCheck whether CHECK is not to be called
 * @param plugins in their order; at least one
 * @param raw the whole list as it stands in the file
 * @param path of the file, for messages
 */
public record NetworkList(
    String name,
    String cniVersion,
    boolean disableCheck,
    List<PluginConf> plugins,
    Map<String, Object> raw,
    String path) {
  /** Copies the collections, in their order. */
  public NetworkList {
    plugins = List.copyOf(plugins);
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }

  /**
   * Reads a configuration list, or one plugin's configuration, which becomes a list of one.
   *
   * @param path of the file, for messages
   * @throws CniException CONFIG where it is none, or of a version that this engine does not know
   */
  public static NetworkList parse(String text, String path) {
    return new NetworkListParser(path).parse(text);
  }
}
