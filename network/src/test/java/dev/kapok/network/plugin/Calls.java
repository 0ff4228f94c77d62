package dev.kapok.network.plugin;

import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Map;

/** Calls as a runtime makes them. */
final class Calls {
  private Calls() {}

  static PluginCall of(String container, String conf) {
    return of(container, conf, Map.of());
  }

  /** Single quotes in the configuration stand for double ones. */
  static PluginCall of(String container, String conf, Map<String, Object> cniArgs) {
    return new PluginCall(
        Json.parseObject(conf.replace('\'', '"')),
        new Attachment(container, "/run/kapok/netns/" + container, "eth0", cniArgs, Map.of()),
        List.of("/usr/lib/cni"));
  }
}
