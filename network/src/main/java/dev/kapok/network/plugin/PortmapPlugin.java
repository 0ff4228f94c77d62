package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.Sysctl;
import dev.kapok.network.nft.NftElement;
import dev.kapok.network.nft.NftOwner;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a container's ports on the host (cni.dev/plugins/current/meta/portmap).
 *
 * <p>Clients keep their address. Only what would else not find its way back seems to come from the
 * host: connections from the host's loopback addresses and from the container's own subnet.
 */
final class PortmapPlugin extends BuiltinPlugin {
  static final String TYPE = "portmap";

  private static final String KIND = "ports";
  private static final Subnet LOOPBACK = new Subnet(IpAddress.ipv4(127L << 24), 8);

  /** Keys of the reference plugin that speak of iptables. */
  private static final List<String> UNSUPPORTED =
      List.of("conditionsV4", "conditionsV6", "externalSetMarkChain", "masqAll");

  private final PluginParts parts;

  PortmapPlugin(PluginParts parts) {
    super(TYPE);
    this.parts = parts;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    CniResult previous = Results.previous(call);
    List<PortMapping> mappings = mappings(call);
    List<NftElement> elements = elements(call, mappings, previous);
    if (!elements.isEmpty()) {
      routeLoopback(mappings, previous);
      parts.table().add(owner(call, call.attachment()), elements);
    }
    return previous.raw();
  }

  private static List<PortMapping> mappings(PluginCall call) {
    for (int i = 0; i < UNSUPPORTED.size(); i++) {
      Object value = call.conf().get(UNSUPPORTED.get(i));
      boolean nothing = value == null || Boolean.FALSE.equals(value) || "".equals(value);
      if (!nothing && !(value instanceof List<?> list && list.isEmpty())) {
        throw new IllegalArgumentException(
            UNSUPPORTED.get(i) + " is not supported by the built-in plugin; use the external one");
      }
    }
    return PortMapping.list(Json.array(Json.object(call.conf(), "runtimeConfig"), "portMappings"));
  }

  private static NftOwner owner(PluginCall call, Attachment attachment) {
    return new NftOwner(
        KIND, Words.required(call.conf(), "name"), attachment.containerId(), attachment.ifName());
  }

  /** Ports go to the container's first address of each family. */
  private static List<NftElement> elements(
      PluginCall call, List<PortMapping> mappings, CniResult previous) {
    List<NftElement> elements = new ArrayList<>();
    boolean sourceNat = !Boolean.FALSE.equals(call.conf().get("snat"));
    for (int family = 0; family < 2; family++) {
      InterfaceAddress address = first(previous, family == 0);
      if (address != null) {
        int before = elements.size();
        for (int i = 0; i < mappings.size(); i++) {
          add(mappings.get(i), address.address(), elements);
        }
        if (sourceNat && elements.size() > before) {
          addHairpin(address, elements);
        }
      }
    }
    return elements;
  }

  private static void add(PortMapping mapping, IpAddress to, List<NftElement> elements) {
    IpAddress host = mapping.hostAddress();
    if (host == null || host.isIpv6() == to.isIpv6()) {
      IpAddress at = host == null || host.isAny() ? null : host;
      elements.add(
          NftElement.port(at, mapping.protocol(), mapping.hostPort(), to, mapping.containerPort()));
    }
  }

  private static void addHairpin(InterfaceAddress address, List<NftElement> elements) {
    elements.add(NftElement.hairpin(address.subnet(), address.address()));
    if (!address.isIpv6()) {
      elements.add(NftElement.hairpin(LOOPBACK, address.address()));
    }
  }

  private static @Nullable InterfaceAddress first(CniResult previous, boolean ipv4) {
    for (int i = 0; i < previous.ips().size(); i++) {
      CniResult.Ip ip = previous.ips().get(i);
      if (ip.isIpv6() != ipv4) {
        return InterfaceAddress.of(ip.address());
      }
    }
    return null;
  }

  /** Lets the host reach the container from 127.0.0.1, where a port is published there. */
  private static void routeLoopback(List<PortMapping> mappings, CniResult previous) {
    String link = hostLink(previous);
    if (link == null || first(previous, true) == null) {
      return;
    }
    for (int i = 0; i < mappings.size(); i++) {
      IpAddress host = mappings.get(i).hostAddress();
      if (host == null || (!host.isIpv6() && (host.isAny() || host.isLoopback()))) {
        new Sysctl().writeIfThere("net/ipv4/conf/" + link + "/route_localnet", "1");
        return;
      }
    }
  }

  /** Returns the host's way to the container: the first link that is not within it. */
  private static @Nullable String hostLink(CniResult previous) {
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface link = previous.interfaces().get(i);
      if (link.sandbox().isEmpty()) {
        return Words.link(link.name());
      }
    }
    return null;
  }

  @Override
  void detach(PluginCall call) {
    List<NftElement> elements = List.of();
    try {
      CniResult previous = Results.previousOrEmpty(call);
      List<PortMapping> mappings = mappings(call);
      if (mappings.isEmpty() && !previous.raw().isEmpty()) {
        return;
      }
      elements = elements(call, mappings, previous);
    } catch (JsonException | IllegalArgumentException _) {
      // Settings that ADD would refuse keep nobody from going.
    }
    // A container that publishes nothing has no rules; who lost the result has to look.
    parts.table().remove(owner(call, call.attachment()), elements);
  }

  @Override
  void compare(PluginCall call) {
    List<NftElement> elements = elements(call, mappings(call), Results.previous(call));
    List<String> missing = parts.table().missing(elements);
    if (!missing.isEmpty()) {
      throw refusal("missing: " + String.join(", ", missing));
    }
  }

  @Override
  void collect(PluginCall call, List<GcAttachment> valid) {
    List<NftOwner> owners = new ArrayList<>();
    for (int i = 0; i < valid.size(); i++) {
      GcAttachment one = valid.get(i);
      owners.add(
          owner(call, new Attachment(one.containerId(), "", one.ifName(), Map.of(), Map.of())));
    }
    parts.table().removeOthers(KIND, Words.required(call.conf(), "name"), owners);
  }
}
