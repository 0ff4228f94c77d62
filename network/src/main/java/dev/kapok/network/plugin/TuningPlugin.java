package dev.kapok.network.plugin;

import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.sys.process.ProcessResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes a container's interface: hardware address, MTU, flags, kernel parameters.
 *
 * <p>Unlike the reference plugin's, its DEL restores nothing: the interface goes with the
 * namespace, or with the plugin that made it.
 */
final class TuningPlugin extends BuiltinPlugin {
  static final String TYPE = "tuning";

  /** Arguments are names and values in turn. */
  private static final String SET_ALL =
      "while [ $# -gt 1 ]; do printf '%s' \"$2\" > \"/proc/sys/$1\" || exit 1; shift 2; done";

  /** Says the value of each argument on a line. */
  private static final String GET_ALL =
      "for name; do tr '\\n' ' ' < \"/proc/sys/$name\" || exit 1; echo; done";

  private final PluginParts parts;

  TuningPlugin(PluginParts parts) {
    super(TYPE);
    this.parts = parts;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    TuningConf conf = TuningConf.of(call);
    CniResult previous = Results.previous(call);
    String link = Words.link(call.attachment().ifName());
    batch(call, conf, link).run();
    if (!conf.sysctls().isEmpty()) {
      ProcessResult result = shell(call, SET_ALL, conf.sysctls());
      if (!result.ok()) {
        throw new LinkException("set sysctl: " + result.stderr().trim());
      }
    }
    return result(conf, previous, link);
  }

  private LinkBatch batch(PluginCall call, TuningConf conf, String link) {
    LinkBatch batch = new LinkBatch(parts.tools(), Words.netns(call));
    String set = "link set dev " + link;
    if (conf.mac() != null) {
      batch.add(set + " address " + conf.mac());
    }
    if (conf.mtu() != 0) {
      batch.add(set + " mtu " + conf.mtu());
    }
    if (conf.promisc() != null) {
      batch.add(set + " promisc " + (conf.promisc() ? "on" : "off"));
    }
    if (conf.allmulti() != null) {
      batch.add(set + " allmulticast " + (conf.allmulti() ? "on" : "off"));
    }
    if (conf.txQueueLength() >= 0) {
      batch.add(set + " txqueuelen " + conf.txQueueLength());
    }
    return batch;
  }

  private ProcessResult shell(PluginCall call, String script, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    argv.addAll(arguments);
    return parts.tools().run(Words.netns(call), argv, "");
  }

  /** The result is the one before, but for what it says of the interface. */
  private static Map<String, Object> result(TuningConf conf, CniResult previous, String link) {
    if (conf.mac() == null) {
      return previous.raw();
    }
    List<Object> interfaces = new ArrayList<>();
    if (previous.raw().get("interfaces") instanceof List<?> before) {
      for (int i = 0; i < before.size(); i++) {
        interfaces.add(changed(before.get(i), link, conf.mac()));
      }
    }
    Map<String, Object> result = new LinkedHashMap<>(previous.raw());
    result.put("interfaces", interfaces);
    return result;
  }

  private static Object changed(Object before, String link, String mac) {
    if (!(before instanceof Map<?, ?> one)
        || !link.equals(one.get("name"))
        || one.get("sandbox") == null) {
      return before;
    }
    Map<Object, Object> changed = new LinkedHashMap<>(one);
    changed.put("mac", mac);
    return changed;
  }

  @Override
  void detach(PluginCall call) {}

  @Override
  void compare(PluginCall call) {
    TuningConf conf = TuningConf.of(call);
    String link = Words.link(call.attachment().ifName());
    List<Map<String, Object>> links =
        new LinkBatch(parts.tools(), Words.netns(call)).add("link show dev " + link).run();
    Map<String, Object> shown = Shown.link(links, link);
    if (conf.mac() != null && !conf.mac().equals(shown.get("address"))) {
      throw refusal("the hardware address is " + shown.get("address") + ", not " + conf.mac());
    }
    if (conf.mtu() != 0 && !Long.valueOf(conf.mtu()).equals(shown.get("mtu"))) {
      throw refusal("the MTU is " + shown.get("mtu") + ", not " + conf.mtu());
    }
    compareSysctls(call, conf.sysctls());
  }

  private void compareSysctls(PluginCall call, List<String> sysctls) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < sysctls.size(); i += 2) {
      names.add(sysctls.get(i));
    }
    if (names.isEmpty()) {
      return;
    }
    ProcessResult result = shell(call, GET_ALL, names);
    int begin = 0;
    for (int i = 0; i < names.size(); i++) {
      int end = result.stdout().indexOf('\n', begin);
      String value = end < 0 ? "" : result.stdout().substring(begin, end).trim();
      if (!value.equals(sysctls.get(2 * i + 1).trim())) {
        throw refusal("sysctl " + names.get(i) + " is " + value);
      }
      begin = end + 1;
    }
  }
}
