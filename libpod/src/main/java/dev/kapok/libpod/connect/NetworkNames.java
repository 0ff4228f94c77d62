package dev.kapok.libpod.connect;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.RootlessNamespace;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.names.NameEntry;
import dev.kapok.network.names.NameServer;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names by which containers find each other. */
final class NetworkNames {
  /** The domain that all their names are in. */
  static final String DOMAIN = "dns.kapok";

  private static final int SHORT_ID = 12;

  /** The list's member with what plugins need not know. */
  private static final String OWN = "kapok";

  private final NameServer server;

  /** Who answers for other names where neither container nor network says who does. */
  private final List<String> upstream;

  NetworkNames(EngineParts parts) {
    this.server = parts.names();
    // The host's own may be at a loopback address, which is another one in a user's namespace.
    this.upstream =
        parts.config().storage().rootless() ? List.of(RootlessNamespace.NAMESERVER) : List.of();
  }

  /** Returns who serves them. */
  NameServer server() {
    return server;
  }

  /** Returns what others on the network call a container: name, aliases, short id. */
  static List<String> of(ContainerConfig config, NetworkAttachment network) {
    List<String> names = new ArrayList<>();
    names.add(config.name());
    for (int i = 0; i < network.aliases().size(); i++) {
      if (!names.contains(network.aliases().get(i))) {
        names.add(network.aliases().get(i));
      }
    }
    names.add(config.id().substring(0, SHORT_ID));
    return names;
  }

  /**
   * Returns a container's entry; null on a network without names: its definition says so, it has no
   * address of the host to ask at, or the program is not installed.
   */
  @Nullable NameEntry entry(
      ContainerConfig config, NetworkAttachment network, NetworkList list, CniResult result) {
    Map<String, Object> own = Json.object(list.raw(), OWN);
    boolean bridge = list.plugins().get(0).type().equals("bridge");
    if (!bridge || !Json.flag(own, "dns") || !server.available()) {
      return null;
    }
    List<String> listen = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < result.ips().size(); i++) {
      String gateway = result.ips().get(i).gateway();
      if (gateway != null && !listen.contains(gateway)) {
        listen.add(gateway);
      }
      addresses.add(result.ips().get(i).host());
    }
    if (listen.isEmpty()) {
      return null;
    }
    List<String> servers = config.network().dnsServers();
    List<String> common = Json.strings(own, "dnsServers");
    return new NameEntry(
        list.name(),
        listen,
        common,
        config.id(),
        addresses,
        of(config, network),
        servers.isEmpty() && common.isEmpty() ? upstream : servers);
  }
}
