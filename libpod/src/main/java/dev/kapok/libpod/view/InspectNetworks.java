package dev.kapok.libpod.view;

import dev.kapok.libpod.connect.ConnectedNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.cni.CachedAttachment;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.definition.Networks;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What inspect shows of a container's defined networks. */
final class InspectNetworks {
  private static final int SHORT_ID = 12;

  private final Container container;
  private final JsonWriter json;
  private final List<CachedAttachment> recorded;

  InspectNetworks(EngineParts parts, Container container, JsonWriter json) {
    this.container = container;
    this.json = json;
    this.recorded = new ConnectedNetworks(parts).recorded(container.config().id());
  }

  /** Writes the members that stand beside the networks: those of the default one, if alone. */
  void onlyDefault() {
    List<NetworkAttachment> networks = container.config().network().networks();
    boolean only = networks.size() == 1 && networks.get(0).network().equals(Networks.DEFAULT);
    basics(only ? result(networks.get(0)) : null, "");
  }

  /** Writes a member for each network. */
  void all() {
    List<NetworkAttachment> networks = container.config().network().networks();
    for (int i = 0; i < networks.size(); i++) {
      NetworkAttachment network = networks.get(i);
      json.name(network.network()).beginObject();
      basics(result(network), network.interfaceName());
      json.field("NetworkID", network.network());
      json.name("DriverOpts").nullValue().name("IPAMConfig").nullValue().name("Links").nullValue();
      List<String> aliases = new ArrayList<>(network.aliases());
      aliases.add(container.config().id().substring(0, SHORT_ID));
      json.strings("Aliases", aliases).endObject();
    }
  }

  private @Nullable CniResult result(NetworkAttachment network) {
    for (int i = 0; i < recorded.size(); i++) {
      CachedAttachment one = recorded.get(i);
      if (one.list().name().equals(network.network())
          && one.attachment().ifName().equals(network.interfaceName())) {
        return one.result();
      }
    }
    return null;
  }

  private void basics(@Nullable CniResult result, String interfaceName) {
    CniResult.Ip ipv4 = null;
    CniResult.Ip ipv6 = null;
    for (int i = 0; result != null && i < result.ips().size(); i++) {
      CniResult.Ip ip = result.ips().get(i);
      if (ip.isIpv6()) {
        ipv6 = ipv6 == null ? ip : ipv6;
      } else {
        ipv4 = ipv4 == null ? ip : ipv4;
      }
    }
    json.field("EndpointID", "").field("Gateway", gateway(ipv4));
    json.field("IPAddress", ipv4 == null ? "" : ipv4.host());
    json.field("IPPrefixLen", ipv4 == null ? 0 : ipv4.prefix());
    json.field("IPv6Gateway", gateway(ipv6));
    json.field("GlobalIPv6Address", ipv6 == null ? "" : ipv6.host());
    json.field("GlobalIPv6PrefixLen", ipv6 == null ? 0 : ipv6.prefix());
    json.field("MacAddress", result == null ? "" : mac(result, interfaceName));
  }

  private static String gateway(CniResult.@Nullable Ip ip) {
    String gateway = ip == null ? null : ip.gateway();
    return gateway == null ? "" : gateway;
  }

  /** Returns the hardware address of the interface in the container. */
  private static String mac(CniResult result, String interfaceName) {
    for (int i = 0; i < result.interfaces().size(); i++) {
      CniResult.Interface one = result.interfaces().get(i);
      boolean named = interfaceName.isEmpty() || one.name().equals(interfaceName);
      if (!one.sandbox().isEmpty() && named) {
        return one.mac();
      }
    }
    return "";
  }
}
