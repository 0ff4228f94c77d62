package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Tools;
import dev.kapok.network.nft.HostFirewall;
import dev.kapok.network.nft.KapokTable;
import dev.kapok.network.nft.NftElement;
import dev.kapok.network.nft.NftOwner;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connects containers to a bridge on the host, each by a pair of virtual cables (veth(4)). */
final class BridgePlugin extends BuiltinPlugin {
  static final String TYPE = "bridge";

  private static final String MASQUERADE = "masq";

  private final PluginParts parts;

  BridgePlugin(PluginParts parts) {
    super(TYPE);
    this.parts = parts;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    BridgeConf conf = BridgeConf.of(call);
    String inside = Words.link(call.attachment().ifName());
    ContainerLink container = new ContainerLink(parts.tools(), Words.netns(call), inside);
    Ipam ipam = Ipam.of(call, parts.plugins(call));
    Cable cable = new Cable(parts, conf, call);
    CniResult given;
    if (ipam.needsLink()) {
      cable.connect(List.of());
      container.up();
      given = ipam.add();
      cable.addGateways(Gateways.of(conf, given));
      given = Gateways.complete(conf, given);
      String late = finish(call, conf, container, given);
      allow(conf, given, null);
      return result(call, conf, cable, given, late);
    }
    given = Gateways.complete(conf, ipam.add());
    KapokTable table = parts.table();
    NftOwner owner = owner(conf.network(), call.attachment());
    List<NftElement> elements = conf.masquerade() ? elements(given) : List.of();
    // The rules need no link: they are made while the links are.
    Tools.Started begun = elements.isEmpty() ? null : table.begin(owner, elements);
    String mac;
    String chains = "";
    try {
      cable.connect(Gateways.of(conf, given));
      mac = container.configure(given, Gateways.routes(conf, given));
    } finally {
      if (begun != null) {
        chains = table.finish(begun, owner, elements);
      }
    }
    allow(conf, given, begun == null ? null : chains);
    return result(call, conf, cable, given, mac);
  }

  /** A bridge without an address of the host is the way to nothing. */
  private void allow(BridgeConf conf, CniResult given, @Nullable String chains) {
    List<InterfaceAddress> gateways = Gateways.of(conf, given);
    if (gateways.isEmpty()) {
      return;
    }
    String known = chains == null ? parts.table().chains() : chains;
    HostFirewall firewall = new HostFirewall(parts.tools());
    for (int i = 0; i < gateways.size(); i++) {
      firewall.allow(
          conf.bridge(), gateways.get(i).isIpv6(), known, parts.bridge(conf).firewallMark());
    }
  }

  private String finish(
      PluginCall call, BridgeConf conf, ContainerLink container, CniResult given) {
    if (conf.masquerade()) {
      parts.table().add(owner(conf.network(), call.attachment()), elements(given));
    }
    return container.configure(given, Gateways.routes(conf, given));
  }

  private static NftOwner owner(String network, Attachment attachment) {
    return new NftOwner(MASQUERADE, network, attachment.containerId(), attachment.ifName());
  }

  private static List<NftElement> elements(CniResult result) {
    List<NftElement> elements = new ArrayList<>();
    for (int i = 0; i < result.ips().size(); i++) {
      InterfaceAddress address = InterfaceAddress.of(result.ips().get(i).address());
      elements.add(NftElement.masqueraded(address.address()));
      elements.add(NftElement.near(address.address(), address.subnet()));
    }
    return elements;
  }

  private static Map<String, Object> result(
      PluginCall call, BridgeConf conf, Cable cable, CniResult given, String mac) {
    List<Object> interfaces = new ArrayList<>();
    interfaces.add(link(conf.bridge(), cable.bridgeMac(), ""));
    interfaces.add(link(cable.name(), cable.mac(), ""));
    interfaces.add(link(call.attachment().ifName(), mac, call.attachment().netns()));
    Map<String, Object> result = Results.begin(call);
    result.put("interfaces", interfaces);
    List<Object> ips = new ArrayList<>();
    for (int i = 0; i < given.ips().size(); i++) {
      ips.add(Results.ip(call, given.ips().get(i), interfaces.size() - 1));
    }
    result.put("ips", ips);
    result.put("routes", Gateways.written(conf, given));
    Object dns = call.conf().get("dns");
    result.put("dns", dns instanceof Map<?, ?> said && !said.isEmpty() ? dns : dns(given));
    return result;
  }

  private static Object dns(CniResult given) {
    Object dns = given.raw().get("dns");
    return dns == null ? Map.of() : dns;
  }

  private static Map<String, Object> link(String name, String mac, String sandbox) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("name", name);
    link.put("mac", mac);
    if (!sandbox.isEmpty()) {
      link.put("sandbox", sandbox);
    }
    return link;
  }

  /** The address is given back last: nobody may get it while rules and links still have it. */
  @Override
  void detach(PluginCall call) {
    BridgeConf conf = BridgeConf.forRemoval(call);
    CniResult previous = known(call);
    NftOwner owner = owner(conf.network(), call.attachment());
    KapokTable table = parts.table();
    List<NftElement> elements = conf.masquerade() ? elements(previous) : List.of();
    int begun = elements.isEmpty() ? 0 : table.beginRemoval(owner, elements);
    LinkException failure = null;
    try {
      new Cable(parts, conf, call).remove(previous);
    } catch (LinkException e) {
      failure = e;
    }
    if (!elements.isEmpty()) {
      table.finishRemoval(begun, owner);
    } else if (conf.masquerade()) {
      table.remove(owner, List.of());
    }
    Ipam.of(call, parts.plugins(call)).del();
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns what ADD has made; nothing where that cannot be read. */
  private static CniResult known(PluginCall call) {
    try {
      CniResult previous = Results.previousOrEmpty(call);
      elements(previous);
      return previous;
    } catch (JsonException | IllegalArgumentException _) {
      return CniResult.EMPTY;
    }
  }

  @Override
  void compare(PluginCall call) {
    BridgeConf conf = BridgeConf.of(call);
    CniResult previous = Results.previous(call);
    Ipam.of(call, parts.plugins(call)).check();
    int index = -1;
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface link = previous.interfaces().get(i);
      if (!link.sandbox().isEmpty() && link.name().equals(call.attachment().ifName())) {
        index = i;
      }
    }
    if (index < 0) {
      throw refusal("prevResult does not have interface " + call.attachment().ifName());
    }
    String wrong = new Cable(parts, conf, call).difference(previous);
    if (wrong == null) {
      String name = Words.link(call.attachment().ifName());
      wrong = new ContainerLink(parts.tools(), Words.netns(call), name).difference(previous, index);
    }
    List<String> missing =
        wrong == null && conf.masquerade() ? parts.table().missing(elements(previous)) : List.of();
    if (wrong != null || !missing.isEmpty()) {
      throw refusal(wrong != null ? wrong : "missing: " + String.join(", ", missing));
    }
  }

  @Override
  void collect(PluginCall call, List<GcAttachment> valid) {
    BridgeConf conf = BridgeConf.forRemoval(call);
    List<NftOwner> owners = new ArrayList<>();
    List<String> cables = new ArrayList<>();
    for (int i = 0; i < valid.size(); i++) {
      Attachment one =
          new Attachment(valid.get(i).containerId(), "", valid.get(i).ifName(), Map.of(), Map.of());
      owners.add(owner(conf.network(), one));
      cables.add(VethName.of(conf.network(), one));
    }
    parts.table().removeOthers(MASQUERADE, conf.network(), owners);
    removeOtherCables(conf, cables);
    Ipam.of(call, parts.plugins(call)).gc(valid);
    parts.bridge(conf).removeIfUnused();
  }

  /** Only links with a name and an alias of ours go. */
  private void removeOtherCables(BridgeConf conf, List<String> valid) {
    LinkBatch batch = new LinkBatch(parts.tools(), null);
    List<Map<String, Object>> shown =
        batch.add("link show master " + conf.bridge()).attempt().shown();
    for (int i = 0; i < shown.size(); i++) {
      String name = String.valueOf(shown.get(i).get("ifname"));
      if (Cable.alias(conf.network()).equals(shown.get(i).get("ifalias"))
          && !valid.contains(name)) {
        // Somebody else may have removed it meanwhile.
        batch.add("link del dev " + name).attempt();
      }
    }
  }

  @Override
  void probe(PluginCall call) {
    BridgeConf.of(call);
    Ipam.of(call, parts.plugins(call)).status();
  }
}
