package dev.kapok.network.plugin;

import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin bridge is told (cni.dev/plugins/current/main/bridge).
 *
 * @param network its name
 * @param bridge the link on the host
 * @param gateway whether the bridge gets the gateways' addresses
 * @param defaultGateway whether the container's default routes go there, too
 * @param forceAddress whether other addresses of the bridge give way
 * @param masquerade whether traffic to elsewhere leaves under the host's address
 * @param mtu in bytes, 0 for the kernel's choice
 * @param hairpin whether a container may reach itself through the bridge
 * @param promiscuous whether the bridge takes all frames
 * @param vlan the container's VLAN, 0 for none
 * @param mac the container's hardware address, null for any
 */
record BridgeConf(
    String network,
    String bridge,
    boolean gateway,
    boolean defaultGateway,
    boolean forceAddress,
    boolean masquerade,
    int mtu,
    boolean hairpin,
    boolean promiscuous,
    int vlan,
    @Nullable String mac) {
  private static final int LARGEST_MTU = 65_535;

  /** IEEE 802.1Q keeps 0 and 4095 for itself. */
  private static final int LARGEST_VLAN = 4094;

  /** Keys of the reference plugin that would change what a container may do. */
  private static final List<String> UNSUPPORTED =
      List.of("macspoofchk", "vlanTrunk", "portIsolation", "disableContainerInterface");

  /** Reads what the plugin was called with. */
  static BridgeConf of(PluginCall call) {
    Map<String, Object> conf = call.conf();
    for (int i = 0; i < UNSUPPORTED.size(); i++) {
      Object value = conf.get(UNSUPPORTED.get(i));
      if (value != null && !Boolean.FALSE.equals(value)) {
        throw new IllegalArgumentException(
            UNSUPPORTED.get(i) + " is not supported by the built-in plugin; use the external one");
      }
    }
    boolean defaultGateway = Json.flag(conf, "isDefaultGateway");
    BridgeConf read =
        new BridgeConf(
            Words.required(conf, "name"),
            bridge(conf),
            defaultGateway || Json.flag(conf, "isGateway"),
            defaultGateway,
            Json.flag(conf, "forceAddress"),
            Json.flag(conf, "ipMasq"),
            within(conf, "mtu", LARGEST_MTU),
            Json.flag(conf, "hairpinMode"),
            Json.flag(conf, "promiscMode"),
            within(conf, "vlan", LARGEST_VLAN),
            Words.mac(call));
    if (read.hairpin && read.promiscuous) {
      throw new IllegalArgumentException("hairpinMode and promiscMode exclude each other");
    }
    return read;
  }

  /** Reads what DEL and GC need; settings that ADD would refuse keep nobody from going. */
  static BridgeConf forRemoval(PluginCall call) {
    boolean masquerade = Boolean.TRUE.equals(call.conf().get("ipMasq"));
    return new BridgeConf(
        Words.required(call.conf(), "name"),
        bridge(call.conf()),
        false,
        false,
        false,
        masquerade,
        0,
        false,
        false,
        0,
        null);
  }

  private static String bridge(Map<String, Object> conf) {
    String bridge = Json.string(conf, "bridge");
    return Words.link(bridge == null || bridge.isEmpty() ? "cni0" : bridge);
  }

  private static int within(Map<String, Object> conf, String name, int largest) {
    long value = Json.number(conf, name, 0);
    if (value < 0 || value > largest) {
      throw new IllegalArgumentException(name + " " + value + " is not within 0 and " + largest);
    }
    return (int) value;
  }

  /** Returns the link that has the gateways' addresses: the bridge, or its part in the VLAN. */
  String gatewayLink() {
    return vlan == 0 ? bridge : Words.link(bridge + "." + vlan);
  }
}
