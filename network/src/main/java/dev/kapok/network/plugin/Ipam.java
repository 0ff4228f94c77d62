package dev.kapok.network.plugin;

import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.cni.Plugins;
import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plugin that gives addresses to an interface, as the interface's plugin calls it. */
final class Ipam {
  /** Plugins that need no link to give an address. */
  private static final Set<String> WITHOUT_LINK = Set.of("host-local", "static");

  private final PluginCall call;
  private final @Nullable String type;
  private final @Nullable CniPlugin plugin;

  private Ipam(PluginCall call, @Nullable String type, @Nullable CniPlugin plugin) {
    this.call = call;
    this.type = type;
    this.plugin = plugin;
  }

  /** Finds the plugin that the configuration names; none is fine. */
  static Ipam of(PluginCall call, Plugins plugins) {
    String type = Json.string(Json.object(call.conf(), "ipam"), "type");
    if (type == null || type.isEmpty()) {
      return new Ipam(call, null, null);
    }
    return new Ipam(call, type, plugins.find(type));
  }

  /** Tells whether the interface must be up before it can get an address. */
  boolean needsLink() {
    return type != null && !WITHOUT_LINK.contains(type);
  }

  CniResult add() {
    return plugin == null ? CniResult.EMPTY : CniResult.of(plugin.add(call));
  }

  void del() {
    if (plugin != null) {
      plugin.del(call);
    }
  }

  void check() {
    if (plugin != null) {
      plugin.check(call);
    }
  }

  void gc(List<GcAttachment> valid) {
    // Programs before 1.1.0 know no GC.
    if (plugin != null && plugin.versions().contains("1.1.0")) {
      plugin.gc(call, valid);
    }
  }

  void status() {
    if (plugin != null && plugin.versions().contains("1.1.0")) {
      plugin.status(call);
    }
  }
}
