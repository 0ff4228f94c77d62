package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What host-local is told (cni.dev/plugins/current/ipam/host-local).
 *
 * @param folder of the network's leases
 * @param sets a container gets an address of each
 * @param requested addresses that the container shall have
 * @param routes as the configuration writes them
 * @param resolvConf a file of resolv.conf(5) to tell containers about, null for none
 */
record HostLocalConf(
    String folder,
    List<RangeSet> sets,
    List<IpAddress> requested,
    List<Object> routes,
    @Nullable String resolvConf) {
  private static final String DATA_DIR = "/var/lib/cni/networks";

  /** Reads the configuration of the plugin that calls host-local. */
  static HostLocalConf of(Map<String, Object> conf, Map<String, Object> cniArgs) {
    Map<String, Object> ipam = Json.object(conf, "ipam");
    Map<String, Object> runtime = Json.object(conf, "runtimeConfig");
    List<RangeSet> sets = new ArrayList<>();
    if (ipam.get("subnet") != null) {
      sets.add(new RangeSet(List.of(AddressRange.of(ipam))));
    }
    addAll(Json.array(runtime, "ipRanges"), sets);
    addAll(Json.array(ipam, "ranges"), sets);
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("ipam has neither a subnet nor ranges");
    }
    for (int i = 1; i < sets.size(); i++) {
      for (int j = 0; j < i; j++) {
        sets.get(i).refuseOverlap(sets.get(j));
      }
    }
    return new HostLocalConf(
        folder(conf),
        sets,
        requested(conf, runtime, cniArgs),
        Json.array(ipam, "routes"),
        Json.string(ipam, "resolvConf"));
  }

  /** Returns the folder of the network's leases, all that DEL and GC need to know. */
  static String folder(Map<String, Object> conf) {
    String name = Json.string(conf, "name");
    if (name == null || name.isEmpty() || name.indexOf('/') >= 0 || name.startsWith(".")) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a network");
    }
    String dataDir = Json.string(Json.object(conf, "ipam"), "dataDir");
    return (dataDir == null || dataDir.isEmpty() ? DATA_DIR : dataDir) + "/" + name;
  }

  private static void addAll(List<Object> confs, List<RangeSet> sets) {
    for (int i = 0; i < confs.size(); i++) {
      sets.add(RangeSet.of(confs.get(i)));
    }
  }

  /** Addresses come as CNI_ARGS, in "args", or by the capability "ips". */
  private static List<IpAddress> requested(
      Map<String, Object> conf, Map<String, Object> runtime, Map<String, Object> cniArgs) {
    List<IpAddress> requested = new ArrayList<>();
    Object single = cniArgs.get("IP");
    if (single instanceof String text && !text.isEmpty()) {
      add(text, requested);
    }
    List<String> texts = new ArrayList<>();
    texts.addAll(Json.strings(Json.object(Json.object(conf, "args"), "cni"), "ips"));
    texts.addAll(Json.strings(runtime, "ips"));
    for (int i = 0; i < texts.size(); i++) {
      add(texts.get(i), requested);
    }
    return requested;
  }

  private static void add(String text, List<IpAddress> requested) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
    if (!requested.contains(address)) {
      requested.add(address);
    }
  }
}
