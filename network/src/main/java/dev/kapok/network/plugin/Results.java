package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results in the shape of the version that the caller speaks. */
final class Results {
  private Results() {}

  /** Begins a result. */
  static Map<String, Object> begin(PluginCall call) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cniVersion", version(call));
    return result;
  }

  /** Names the family of an address; versions before 1.0.0 want that. */
  static void family(PluginCall call, IpAddress address, Map<String, Object> ip) {
    if (version(call).startsWith("0.")) {
      ip.put("version", address.isIpv6() ? "6" : "4");
    }
  }

  /** Writes an address of the interface at an index. */
  static Map<String, Object> ip(PluginCall call, CniResult.Ip ip, int index) {
    Map<String, Object> written = new LinkedHashMap<>();
    family(call, InterfaceAddress.of(ip.address()).address(), written);
    written.put("interface", (long) index);
    written.put("address", ip.address());
    if (ip.gateway() != null) {
      written.put("gateway", ip.gateway());
    }
    return written;
  }

  /**
   * Returns the result of the plugins before; CHECK and plugins that only change things need it.
   */
  static CniResult previous(PluginCall call) {
    if (call.conf().get("prevResult") == null) {
      throw new IllegalArgumentException(
          "prevResult is missing: a plugin must come before this one");
    }
    return CniResult.of(Json.object(call.conf(), "prevResult"));
  }

  /** Returns the result of the plugins before; an empty one where it is lost. */
  static CniResult previousOrEmpty(PluginCall call) {
    return CniResult.of(Json.object(call.conf(), "prevResult"));
  }

  private static String version(PluginCall call) {
    String version = Json.string(call.conf(), "cniVersion");
    return version == null || version.isEmpty() ? "0.3.1" : version;
  }
}
