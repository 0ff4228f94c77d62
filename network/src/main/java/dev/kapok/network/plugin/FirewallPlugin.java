package dev.kapok.network.plugin;

import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.nft.NftElement;
import dev.kapok.network.nft.NftOwner;
import dev.kapok.network.nft.Zone;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps networks apart (cni.dev/plugins/current/meta/firewall, "ingressPolicy").
 *
 * <p>Traffic that nothing forbids needs no rule in tables of our own. What is kept apart is a
 * network's bridge, not a container: the elements are the same for all containers of a network and
 * stay until GC finds that it has none.
 *
 * <p>"ingressPolicy" is "open" or missing, "same-bridge" (no traffic with other networks that say
 * so), or, in addition to the reference plugin's, "strict" (no traffic with any other network) and
 * "internal" (no traffic with anything but the host).
 */
final class FirewallPlugin extends BuiltinPlugin {
  static final String TYPE = "firewall";

  private static final String KIND = "zone";

  private final PluginParts parts;

  FirewallPlugin(PluginParts parts) {
    super(TYPE);
    this.parts = parts;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    CniResult previous = Results.previous(call);
    List<NftElement> elements = elements(call, previous);
    if (!elements.isEmpty()) {
      parts.table().add(owner(call), elements);
    }
    return previous.raw();
  }

  private static @Nullable Zone zone(PluginCall call) {
    String policy = Json.string(call.conf(), "ingressPolicy");
    return switch (policy == null ? "" : policy) {
      case "", "open" -> null;
      case "same-bridge" -> Zone.ISOLATED;
      case "strict" -> Zone.STRICT;
      case "internal" -> Zone.INTERNAL;
      default ->
          throw new IllegalArgumentException(
              "ingressPolicy \"" + policy + "\" is unknown: open, same-bridge, strict, internal");
    };
  }

  /** One owner a network: its elements are alike for all containers. */
  private static NftOwner owner(PluginCall call) {
    return new NftOwner(KIND, Words.required(call.conf(), "name"), "all", "all");
  }

  private static List<NftElement> elements(PluginCall call, CniResult previous) {
    Zone zone = zone(call);
    List<NftElement> elements = new ArrayList<>();
    if (zone == null) {
      return elements;
    }
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface link = previous.interfaces().get(i);
      if (link.sandbox().isEmpty()) {
        add(zone, Words.link(link.name()), elements);
        return elements;
      }
    }
    throw new IllegalArgumentException(
        "ingressPolicy needs a bridge on the host, and prevResult has none");
  }

  /** Both families: a network without IPv6 shall not be reached by it either. */
  private static void add(Zone zone, String link, List<NftElement> elements) {
    for (int family = 0; family < 2; family++) {
      elements.add(NftElement.zone(family == 1, zone, link));
      elements.add(NftElement.same(family == 1, link));
    }
  }

  /** Other containers of the network need the elements. */
  @Override
  void detach(PluginCall call) {
    zone(call);
  }

  @Override
  void compare(PluginCall call) {
    List<NftElement> elements = elements(call, Results.previous(call));
    List<String> missing = parts.table().missing(elements);
    if (!missing.isEmpty()) {
      throw refusal("missing: " + String.join(", ", missing));
    }
  }

  @Override
  void collect(PluginCall call, List<GcAttachment> valid) {
    if (valid.isEmpty()) {
      parts.table().removeOthers(KIND, Words.required(call.conf(), "name"), List.of());
    }
  }
}
