package dev.kapok.network.plugin;

import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin tuning is told (cni.dev/plugins/current/meta/tuning).
 *
 * @param sysctls names and values in turn; a name is a path below /proc/sys
 * @param mac null to leave it
 * @param mtu 0 to leave it
 * @param promisc null to leave it
 * @param allmulti null to leave it
 * @param txQueueLength −1 to leave it
 */
record TuningConf(
    List<String> sysctls,
    @Nullable String mac,
    long mtu,
    @Nullable Boolean promisc,
    @Nullable Boolean allmulti,
    long txQueueLength) {
  private static final int LARGEST_MTU = 65_535;

  static TuningConf of(PluginCall call) {
    Map<String, Object> conf = call.conf();
    List<String> sysctls = new ArrayList<>();
    for (Map.Entry<String, Object> entry : Json.object(conf, "sysctl").entrySet()) {
      sysctls.add(path(entry.getKey(), call.attachment().ifName()));
      sysctls.add(String.valueOf(entry.getValue()));
    }
    long mtu = Json.number(conf, "mtu", 0);
    if (mtu < 0 || mtu > LARGEST_MTU) {
      throw new IllegalArgumentException("mtu " + mtu + " is not within 0 and " + LARGEST_MTU);
    }
    String mac = Words.mac(call);
    String own = Json.string(conf, "mac");
    return new TuningConf(
        sysctls,
        mac != null || own == null || own.isEmpty() ? mac : Words.mac(own),
        mtu,
        conf.get("promisc") == null ? null : Json.flag(conf, "promisc"),
        conf.get("allmulti") == null ? null : Json.flag(conf, "allmulti"),
        Json.number(conf, "txQLen", -1));
  }

  /**
   * Returns where a parameter is. "IFNAME" stands for the interface; with slashes between its
   * words, a name may have dots, as those of VLANs have.
   */
  private static String path(String name, String ifName) {
    String path = name.indexOf('/') >= 0 ? name : name.replace('.', '/');
    path = path.replace("IFNAME", ifName);
    boolean good = path.startsWith("net/");
    for (String word : path.split("/", -1)) {
      good &= !word.isEmpty() && !word.equals(".") && !word.equals("..");
    }
    if (!good) {
      throw new IllegalArgumentException(
          "sysctl " + name + " cannot be set for a network: only those below net can");
    }
    return path;
  }
}
