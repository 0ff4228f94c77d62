package dev.kapok.network.cni;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plugin is told.
 *
 * @param conf the configuration as an external plugin reads it from its standard input: the
 *     plugin's part of the list without "capabilities", with "name" and "cniVersion" of the list,
 *     "prevResult" (ADD: the result of the plugin before, missing for the first; DEL and CHECK: the
 *     result of the whole ADD, missing for a DEL where it is lost), and "runtimeConfig" where the
 *     plugin declares a capability that the attachment has arguments for
 * @param attachment for which container; its ids and paths are "" for GC and STATUS
 * @param cniPath the folders in which plugins lie, for a plugin that calls another one (IPAM)
 */
public record PluginCall(Map<String, Object> conf, Attachment attachment, List<String> cniPath) {
  /** Copies the collections, in their order. */
  public PluginCall {
    conf = Collections.unmodifiableMap(new LinkedHashMap<>(conf));
    cniPath = List.copyOf(cniPath);
  }
}
