package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Sysctl;
import dev.kapok.sys.process.ProcessResult;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pair of links between a container and its bridge, as the host sees it. */
final class Cable {
  private static final String EXISTS = "File exists";

  private final PluginParts parts;
  private final BridgeConf conf;
  private final PluginCall call;
  private final String name;
  private String mac = "";
  private String bridgeMac = "";

  Cable(PluginParts parts, BridgeConf conf, PluginCall call) {
    this.parts = parts;
    this.conf = conf;
    this.call = call;
    this.name = VethName.of(conf.network(), call.attachment());
  }

  /** Returns what the links of a network are marked with. */
  static String alias(String network) {
    return "kapok:" + network;
  }

  /** Returns the name of the end on the host. */
  String name() {
    return name;
  }

  /** Returns the hardware address of the end on the host, once it is connected. */
  String mac() {
    return mac;
  }

  /** Returns the hardware address of the bridge, once the cable is connected. */
  String bridgeMac() {
    return bridgeMac;
  }

  /**
   * Makes both ends, and the bridge where it is missing.
   *
   * @param gateways addresses that the bridge gets
   */
  void connect(List<InterfaceAddress> gateways) {
    Bridge bridge = parts.bridge(conf);
    int lock = bridge.hold();
    try {
      LinkBatch.Outcome outcome = connect(bridge, gateways);
      String failed = outcome.failed();
      if (failed != null && failed.startsWith("link add") && outcome.reason().contains(EXISTS)) {
        // Left by a process that was killed, or by a namespace that the kernel still clears away.
        new LinkBatch(parts.tools(), null).add("link del dev " + name).attempt();
        outcome = cable(new LinkBatch(parts.tools(), null), gateways).attempt();
      }
      if (outcome.failed() != null) {
        throw failure(outcome);
      }
      remember(outcome.shown(), gateways);
      joinVlan();
    } finally {
      bridge.release(lock);
    }
    forward(gateways);
  }

  /** One process makes all of it. */
  private LinkBatch.Outcome connect(Bridge bridge, List<InterfaceAddress> gateways) {
    LinkBatch batch = new LinkBatch(parts.tools(), null);
    if (bridge.exists()) {
      return cable(batch, gateways).attempt();
    }
    bridge.writeCreation(batch);
    LinkBatch.Outcome outcome = cable(batch, gateways).attempt();
    if (bridge.isOthers(outcome)) {
      return cable(batch, gateways).attempt();
    }
    bridge.settle();
    File zoned = parts.zoneMark(conf.bridge());
    if (zoned.exists()) {
      parts.table().forgetLink(conf.bridge());
      boolean _ = zoned.delete();
    }
    return outcome;
  }

  private LinkBatch cable(LinkBatch batch, List<InterfaceAddress> gateways) {
    String inside = Words.link(call.attachment().ifName());
    String mtu = conf.mtu() == 0 ? "" : " mtu " + conf.mtu();
    String address = conf.mac() == null ? "" : " address " + conf.mac();
    batch.add(
        "link add name "
            + name
            + mtu
            + " type veth peer name "
            + inside
            + mtu
            + address
            + " netns "
            + Words.netns(call));
    batch.add("link set dev " + name + " alias " + alias(conf.network()));
    if (conf.vlan() != 0) {
      batch.add("link set dev " + conf.bridge() + " type bridge vlan_filtering 1");
    }
    batch.add("link set dev " + name + " master " + conf.bridge() + " up");
    if (conf.hairpin()) {
      batch.add("link set dev " + name + " type bridge_slave hairpin on");
    }
    batch.add("link set dev " + conf.bridge() + (conf.promiscuous() ? " promisc on up" : " up"));
    if (conf.vlan() == 0) {
      writeGateways(batch, gateways);
    }
    // Where addresses were added, the bridge was shown already.
    if (gateways.isEmpty() || conf.vlan() != 0) {
      batch.add("link show dev " + conf.bridge());
    }
    return batch.add("link show dev " + name);
  }

  private void writeGateways(LinkBatch batch, List<InterfaceAddress> gateways) {
    if (gateways.isEmpty()) {
      return;
    }
    String link = conf.gatewayLink();
    batch.add("addr show dev " + link);
    for (int i = 0; i < gateways.size(); i++) {
      batch.add("addr replace " + ContainerLink.address(gateways.get(i)) + " dev " + link);
    }
  }

  private LinkException failure(LinkBatch.Outcome outcome) {
    String failed = String.valueOf(outcome.failed());
    if (failed.startsWith("link add") && outcome.reason().contains(EXISTS)) {
      return new LinkException(
          "interface " + call.attachment().ifName() + " exists in the container already");
    }
    if (failed.contains(" master ")) {
      return new LinkException(
          "connect to " + conf.bridge() + ": " + outcome.reason() + "; it must be a bridge");
    }
    return new LinkException("ip " + failed + ": " + outcome.reason());
  }

  /** What is shown of the gateway's link is how it was before it got the gateways' addresses. */
  private void remember(List<Map<String, Object>> shown, List<InterfaceAddress> gateways) {
    for (int i = 0; i < shown.size(); i++) {
      Map<String, Object> link = shown.get(i);
      if (name.equals(link.get("ifname"))) {
        mac = String.valueOf(link.get("address"));
      } else if (conf.bridge().equals(link.get("ifname"))) {
        bridgeMac = String.valueOf(link.get("address"));
        makeRoom(Shown.addresses(link), gateways);
      }
    }
  }

  /** A bridge that has another address in the same subnet belongs to another network. */
  private void makeRoom(List<InterfaceAddress> had, List<InterfaceAddress> gateways) {
    for (int i = 0; i < had.size(); i++) {
      InterfaceAddress other = had.get(i);
      for (int j = 0; j < gateways.size(); j++) {
        InterfaceAddress gateway = gateways.get(j);
        boolean rival =
            other.isIpv6() ? gateway.subnet().overlaps(other.subnet()) : !gateway.isIpv6();
        if (rival && !gateways.contains(other)) {
          giveUp(other, gateway, had, gateways);
        }
      }
    }
  }

  private void giveUp(
      InterfaceAddress other,
      InterfaceAddress gateway,
      List<InterfaceAddress> had,
      List<InterfaceAddress> gateways) {
    String link = " dev " + conf.gatewayLink();
    LinkBatch batch = new LinkBatch(parts.tools(), null);
    if (conf.forceAddress()) {
      batch.add("addr del " + other + link).attempt();
      // The kernel takes secondary addresses away together with their primary one.
      batch.add("addr replace " + ContainerLink.address(gateway) + link).run();
      return;
    }
    for (int i = 0; i < gateways.size(); i++) {
      if (!had.contains(gateways.get(i))) {
        batch.add("addr del " + gateways.get(i) + link).attempt();
      }
    }
    throw new LinkException(
        conf.bridge() + " already has an IP address different from " + gateway + ": " + other);
  }

  /** Puts the cable's port into the VLAN, untagged; the bridge itself gets a link there. */
  private void joinVlan() {
    if (conf.vlan() == 0) {
      return;
    }
    String vid = " vid " + conf.vlan();
    String text = "vlan add dev " + name + vid + " pvid untagged\n";
    text += "vlan del dev " + name + " vid 1\n";
    text += "vlan add dev " + conf.bridge() + vid + " self\n";
    ProcessResult result = parts.tools().run(null, List.of("bridge", "-batch", "-"), text);
    if (!result.ok()) {
      throw new LinkException("join VLAN " + conf.vlan() + ": " + result.stderr().trim());
    }
  }

  /** Gives the bridge's addresses in a VLAN, or addresses that came late. */
  void addGateways(List<InterfaceAddress> gateways) {
    if (gateways.isEmpty()) {
      return;
    }
    LinkBatch batch = new LinkBatch(parts.tools(), null);
    writeGateways(batch, gateways);
    makeRoom(Shown.addresses(Shown.link(batch.run(), conf.gatewayLink())), gateways);
  }

  /** Has the host pass packets on between its links. */
  private void forward(List<InterfaceAddress> gateways) {
    if (conf.vlan() != 0 && !gateways.isEmpty()) {
      LinkBatch batch = new LinkBatch(parts.tools(), null);
      String link = conf.gatewayLink();
      batch.add(
          "link add link " + conf.bridge() + " name " + link + " type vlan id " + conf.vlan());
      // It is there from the second container on.
      batch.attempt();
      batch.add("link set dev " + link + " up");
      batch.run();
      addGateways(gateways);
    }
    Sysctl sysctl = new Sysctl();
    for (int i = 0; i < gateways.size(); i++) {
      boolean ipv4 = !gateways.get(i).isIpv6();
      sysctl.write(ipv4 ? "net/ipv4/ip_forward" : "net/ipv6/conf/all/forwarding", "1");
    }
  }

  /**
   * Takes both ends away, and the bridge where it was the last cable.
   *
   * @param previous what the ADD led to; a program's link has another name
   */
  void remove(CniResult previous) {
    String link = name;
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface one = previous.interfaces().get(i);
      if (one.sandbox().isEmpty() && one.name().startsWith("veth")) {
        link = Words.link(one.name());
      }
    }
    Bridge bridge = parts.bridge(conf);
    LinkBatch batch = new LinkBatch(parts.tools(), null).add("link del dev " + link);
    bridge.writeLook(batch);
    LinkBatch.Outcome outcome = batch.attempt();
    String failed = outcome.failed();
    if (failed == null) {
      bridge.removeIfUnused(outcome.shown());
      return;
    }
    if (failed.startsWith("link del") && !outcome.reason().contains("Cannot find device")) {
      throw new LinkException("ip " + failed + ": " + outcome.reason());
    }
    bridge.removeIfUnused();
  }

  /** Returns what differs from the links that an ADD has made; null where nothing does. */
  @Nullable String difference(CniResult previous) {
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface wanted = previous.interfaces().get(i);
      if (wanted.sandbox().isEmpty()) {
        LinkBatch batch = new LinkBatch(parts.tools(), null);
        List<Map<String, Object>> shown =
            batch.add("link show dev " + Words.link(wanted.name())).attempt().shown();
        if (shown.isEmpty()) {
          return "link " + wanted.name() + " is missing on the host";
        }
        Object master = shown.get(0).get("master");
        if (!wanted.name().equals(conf.bridge()) && !conf.bridge().equals(master)) {
          return "link " + wanted.name() + " is not connected to " + conf.bridge();
        }
      }
    }
    return null;
  }
}
