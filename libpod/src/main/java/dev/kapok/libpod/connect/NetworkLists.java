package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.HostLinks;
import dev.kapok.network.NetworkException;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.cni.PluginConf;
import dev.kapok.network.definition.DefinedNetwork;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration lists of defined networks, as their plugins get them. */
final class NetworkLists {
  private static final String POLICY = "ingressPolicy";

  private final EngineParts parts;

  NetworkLists(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the list of a network, null where it is not defined (any more). */
  @Nullable NetworkList find(String name) {
    try {
      DefinedNetwork network = parts.definitions().get(name);
      return network == null ? null : list(network);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  /**
   * Returns the list of a network for who is about to connect a container.
   *
   * @param name or the beginning of an id
   * @throws KapokException NOT_FOUND
   */
  NetworkList get(String name) {
    try {
      NetworkList list = list(parts.definitions().forUse(name));
      requireKnownRoutes(list);
      new DhcpDaemon(parts.disk()).require(list);
      return withParent(list);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  /**
   * Names the parent where the plugin would choose it: it would do so at each DEL again, and fail
   * where the default route is gone.
   */
  private static NetworkList withParent(NetworkList list) {
    PluginConf first = list.plugins().get(0);
    boolean shared = first.type().equals("macvlan") || first.type().equals("ipvlan");
    if (!shared || first.raw().get("master") instanceof String) {
      return list;
    }
    String parent = HostLinks.ofDefaultRoute();
    if (parent == null) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "network "
              + list.name()
              + " names no parent interface, and the host has no default route whose it could"
              + " take: create it with -o parent=INTERFACE");
    }
    Map<String, Object> raw = new LinkedHashMap<>(first.raw());
    raw.put("master", parent);
    List<PluginConf> plugins = new ArrayList<>(list.plugins());
    plugins.set(0, new PluginConf(first.type(), raw));
    return with(list, plugins);
  }

  /** Programs of version 1.0 pass over metrics without a word. */
  private void requireKnownRoutes(NetworkList list) {
    PluginConf first = list.plugins().get(0);
    if (!parts.isExternalPlugin(first.type())) {
      return;
    }
    List<Object> routes = Json.array(Json.object(first.raw(), "ipam"), "routes");
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i) instanceof Map<?, ?> route && route.containsKey("priority")) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "network "
                + list.name()
                + " has routes with metrics, which the program "
                + first.type()
                + " does not know: use the built-in plugin");
      }
    }
  }

  /** Others' leases are shared with others. */
  private NetworkList list(DefinedNetwork network) {
    return network.foreign() ? network.list() : own(network.list());
  }

  /** Leases lie where a reboot clears them, unless the list says where. */
  private NetworkList own(NetworkList list) {
    List<PluginConf> plugins = new ArrayList<>();
    for (int i = 0; i < list.plugins().size(); i++) {
      PluginConf plugin = list.plugins().get(i);
      Map<String, Object> ipam = new LinkedHashMap<>(Json.object(plugin.raw(), "ipam"));
      if ("host-local".equals(ipam.get("type")) && ipam.get("dataDir") == null) {
        ipam.put("dataDir", parts.paths().leases());
        Map<String, Object> raw = new LinkedHashMap<>(plugin.raw());
        raw.put("ipam", ipam);
        plugin = new PluginConf(plugin.type(), raw);
      }
      if (plugin.raw().get(POLICY) instanceof String policy
          && policy.equals("internal")
          && parts.isExternalPlugin(plugin.type())) {
        // A word of the built-in plugin's own: others refuse it.
        Map<String, Object> raw = new LinkedHashMap<>(plugin.raw());
        raw.remove(POLICY);
        plugin = new PluginConf(plugin.type(), raw);
      }
      plugins.add(plugin);
    }
    return with(list, plugins);
  }

  private static NetworkList with(NetworkList list, List<PluginConf> plugins) {
    List<Object> raws = new ArrayList<>();
    for (int i = 0; i < plugins.size(); i++) {
      raws.add(plugins.get(i).raw());
    }
    Map<String, Object> raw = new LinkedHashMap<>(list.raw());
    raw.put("plugins", raws);
    return new NetworkList(
        list.name(), list.cniVersion(), list.disableCheck(), plugins, raw, list.path());
  }
}
