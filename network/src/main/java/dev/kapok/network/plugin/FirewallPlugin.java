package dev.kapok.network.plugin;

import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.nft.NftElement;
import dev.kapok.network.nft.NftOwner;
import dev.kapok.network.nft.Zone;
import dev.kapok.sys.json.Json;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps networks apart (cni.dev/plugins/current/meta/firewall, "ingressPolicy").
 *
 * <p>Traffic that nothing forbids needs no rule in tables of our own. What is kept apart is a
 * network's bridge, not a container: the elements are the same for all containers of a network and
 * stay until the last of them has gone.
 *
 * <p>"ingressPolicy" is "open" or missing, "same-bridge" (no traffic with other networks that say
 * so), or, in addition to the reference plugin's, "strict" (no traffic with any other network) and
 * "internal" (no traffic with anything but the host).
 */
final class FirewallPlugin extends BuiltinPlugin {
  static final String TYPE = "firewall";

  private static final String KIND = "zone";
  private static final long LOCK_MILLIS = 60_000;

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
      int lock = lock();
      try {
        Attachment member = call.attachment();
        mark(parts.zoneMark(link(previous)));
        parts
            .table()
            .join(owner(call, member.containerId(), member.ifName()), group(call), elements);
      } finally {
        parts.kernel().locks().unlock(lock);
      }
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

  /** Whoever makes a link of that name anew has something to forget. */
  private static void mark(File mark) {
    try {
      boolean _ = mark.createNewFile();
    } catch (IOException e) {
      throw new LinkException("make " + mark + ": " + e.getMessage());
    }
  }

  private static NftOwner owner(PluginCall call, String container, String ifName) {
    return new NftOwner(KIND, Words.required(call.conf(), "name"), container, ifName);
  }

  /** One owner a network: its elements are alike for all containers. */
  private static NftOwner group(PluginCall call) {
    return owner(call, "all", "all");
  }

  /** Who comes and who goes takes turns: else the last could take away what the next has made. */
  private int lock() {
    // A folder that cannot be made shows as ENOENT of the lock's file.
    boolean _ = new File(parts.lockFolder()).mkdirs();
    int fd = parts.kernel().locks().lock(parts.lockFolder() + "/zones", true, LOCK_MILLIS);
    if (fd < 0) {
      throw new LinkException("lock the zones of networks: they are busy since a minute");
    }
    return fd;
  }

  private static List<NftElement> elements(PluginCall call, CniResult previous) {
    Zone zone = zone(call);
    List<NftElement> elements = new ArrayList<>();
    if (zone == null) {
      return elements;
    }
    add(zone, link(previous), elements);
    return elements;
  }

  private static String link(CniResult previous) {
    for (int i = 0; i < previous.interfaces().size(); i++) {
      CniResult.Interface link = previous.interfaces().get(i);
      if (link.sandbox().isEmpty()) {
        return Words.link(link.name());
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

  /** A policy that ADD would refuse keeps nobody from going. */
  @Override
  void detach(PluginCall call) {
    Object policy = call.conf().get("ingressPolicy");
    if (policy == null || policy.equals("") || policy.equals("open")) {
      return;
    }
    Attachment member = call.attachment();
    int lock = lock();
    try {
      parts.table().leave(owner(call, member.containerId(), member.ifName()), group(call));
    } finally {
      parts.kernel().locks().unlock(lock);
    }
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
    List<NftOwner> owners = new ArrayList<>();
    for (int i = 0; i < valid.size(); i++) {
      owners.add(owner(call, valid.get(i).containerId(), valid.get(i).ifName()));
    }
    if (!owners.isEmpty()) {
      owners.add(group(call));
    }
    parts.table().removeOthers(KIND, Words.required(call.conf(), "name"), owners);
  }
}
