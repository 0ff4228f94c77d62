package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkBatch;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Switches a container's loopback interface on. */
final class LoopbackPlugin extends BuiltinPlugin {
  static final String TYPE = "loopback";

  private static final String LINK = "lo";

  private final PluginParts parts;

  LoopbackPlugin(PluginParts parts) {
    super(TYPE);
    this.parts = parts;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    List<Map<String, Object>> shown =
        new LinkBatch(parts.tools(), Words.netns(call))
            .add("link set dev " + LINK + " up")
            .add("addr show dev " + LINK)
            .run();
    Map<String, Object> previous = Json.object(call.conf(), "prevResult");
    return previous.isEmpty() ? result(call, Shown.link(shown, LINK)) : previous;
  }

  private static Map<String, Object> result(PluginCall call, Map<String, Object> shown) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("name", LINK);
    link.put("mac", String.valueOf(shown.get("address")));
    link.put("sandbox", call.attachment().netns());
    List<Object> ips = new ArrayList<>();
    List<InterfaceAddress> addresses = Shown.addresses(shown);
    for (int i = 0; i < addresses.size(); i++) {
      ips.add(Results.ip(call, new CniResult.Ip(addresses.get(i).toString(), null, 0), 0));
    }
    Map<String, Object> result = Results.begin(call);
    result.put("interfaces", List.of(link));
    result.put("ips", ips);
    result.put("dns", Map.of());
    return result;
  }

  /** A namespace that is lost has no interface to switch off. */
  @Override
  void detach(PluginCall call) {
    if (!call.attachment().netns().isEmpty()) {
      new LinkBatch(parts.tools(), Words.netns(call))
          .add("link set dev " + LINK + " down")
          .attempt();
    }
  }

  @Override
  void compare(PluginCall call) {
    List<Map<String, Object>> shown =
        new LinkBatch(parts.tools(), Words.netns(call)).add("link show dev " + LINK).run();
    Object flags = Shown.link(shown, LINK).get("flags");
    if (!(flags instanceof List<?> set) || !set.contains("UP")) {
      throw refusal("the container's loopback interface is off");
    }
  }
}
