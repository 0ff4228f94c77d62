package dev.kapok.libpod.network;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.cni.PluginConf;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration lists of defined networks, as their plugins get them. */
final class NetworkLists {
  private final EngineParts parts;

  NetworkLists(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the list of a network, null where it is not defined (any more). */
  @Nullable NetworkList find(String name) {
    String path = parts.config().directories().networkConfigDir() + "/" + name + ".conflist";
    String text = name.indexOf('/') < 0 ? parts.disk().read(path) : null;
    return text == null ? null : own(parse(text, path));
  }

  /**
   * Returns the list of a network.
   *
   * @throws KapokException NOT_FOUND
   */
  NetworkList get(String name) {
    NetworkList list = find(name);
    if (list == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "unable to find network with name or ID " + name + ": network not found");
    }
    return list;
  }

  private static NetworkList parse(String text, String path) {
    try {
      return NetworkList.parse(text, path);
    } catch (CniException e) {
      throw new KapokException(KapokException.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /** Leases lie where a reboot clears them, unless the list says where. */
  private NetworkList own(NetworkList list) {
    List<PluginConf> plugins = new ArrayList<>();
    List<Object> raws = new ArrayList<>();
    for (int i = 0; i < list.plugins().size(); i++) {
      PluginConf plugin = list.plugins().get(i);
      Map<String, Object> ipam = new LinkedHashMap<>(Json.object(plugin.raw(), "ipam"));
      if ("host-local".equals(ipam.get("type")) && ipam.get("dataDir") == null) {
        ipam.put("dataDir", parts.paths().leases());
        Map<String, Object> raw = new LinkedHashMap<>(plugin.raw());
        raw.put("ipam", ipam);
        plugin = new PluginConf(plugin.type(), raw);
      }
      plugins.add(plugin);
      raws.add(plugin.raw());
    }
    Map<String, Object> raw = new LinkedHashMap<>(list.raw());
    raw.put("plugins", raws);
    return new NetworkList(
        list.name(), list.cniVersion(), list.disableCheck(), plugins, raw, list.path());
  }
}
