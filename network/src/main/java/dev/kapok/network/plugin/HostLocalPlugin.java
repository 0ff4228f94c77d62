package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.JsonException;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives addresses out of ranges that are this host's own. */
final class HostLocalPlugin extends BuiltinPlugin {
  static final String TYPE = "host-local";

  private final Kernel kernel;

  HostLocalPlugin(Kernel kernel) {
    super(TYPE);
    this.kernel = kernel;
  }

  @Override
  Map<String, Object> attach(PluginCall call) {
    Attachment attachment = call.attachment();
    HostLocalConf conf = HostLocalConf.of(call.conf(), attachment.cniArgs());
    @Nullable IpAddress[] wanted = wanted(conf);
    Resolver resolver =
        conf.resolvConf() == null ? Resolver.NONE : Resolver.read(conf.resolvConf());
    List<RangeSet.Pick> picks = new ArrayList<>();
    try (Leases leases = Leases.lock(kernel, conf.folder())) {
      Set<String> taken = leases.taken();
      // All sets are looked through before the first address is leased.
      for (int i = 0; i < wanted.length; i++) {
        picks.add(pick(conf.sets().get(i), wanted[i], leases, i, taken, attachment));
      }
      for (int i = 0; i < picks.size(); i++) {
        leases.reserve(picks.get(i).address(), i, attachment.containerId(), attachment.ifName());
      }
    }
    return result(call, conf, picks, resolver);
  }

  /** Returns which address is asked for of each set, null for any. */
  private @Nullable IpAddress[] wanted(HostLocalConf conf) {
    @Nullable IpAddress[] wanted = new IpAddress[conf.sets().size()];
    for (int i = 0; i < conf.requested().size(); i++) {
      IpAddress address = conf.requested().get(i);
      boolean placed = false;
      for (int j = 0; j < wanted.length && !placed; j++) {
        if (wanted[j] == null && conf.sets().get(j).rangeOf(address) != null) {
          wanted[j] = address;
          placed = true;
        }
      }
      if (!placed) {
        throw refusal(
            "give address " + address + ": it is in none of the ranges " + ranges(conf.sets()));
      }
    }
    return wanted;
  }

  private static String ranges(List<RangeSet> sets) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sets.size(); i++) {
      text.append(i == 0 ? "" : "; ").append(sets.get(i).text());
    }
    return text.toString();
  }

  private RangeSet.Pick pick(
      RangeSet set,
      @Nullable IpAddress wanted,
      Leases leases,
      int index,
      Set<String> taken,
      Attachment attachment) {
    IpAddress held = leases.held(set, attachment.containerId(), attachment.ifName());
    if (held != null) {
      throw refusal(
          "give an address: "
              + held
              + " is leased already by interface "
              + attachment.ifName()
              + " of container "
              + attachment.containerId());
    }
    if (wanted == null) {
      RangeSet.Pick free = set.free(leases.last(index), taken);
      if (free == null) {
        throw refusal(
            "no IP addresses available in range set: " + set.text() + "; all of them are leased");
      }
      return free;
    }
    AddressRange range = set.rangeOf(wanted);
    if (range == null || wanted.equals(range.gateway())) {
      throw refusal("give address " + wanted + ": it is the subnet's gateway");
    }
    if (taken.contains(wanted.toString())) {
      throw refusal("give address " + wanted + ": another container has it");
    }
    return new RangeSet.Pick(wanted, range);
  }

  private static Map<String, Object> result(
      PluginCall call, HostLocalConf conf, List<RangeSet.Pick> picks, Resolver resolver) {
    List<Object> ips = new ArrayList<>();
    for (int i = 0; i < picks.size(); i++) {
      RangeSet.Pick pick = picks.get(i);
      Map<String, Object> ip = new LinkedHashMap<>();
      Results.family(call, pick.address(), ip);
      ip.put("address", pick.address() + "/" + pick.range().subnet().prefix());
      ip.put("gateway", pick.range().gateway().toString());
      ips.add(ip);
    }
    Map<String, Object> result = Results.begin(call);
    result.put("ips", ips);
    if (!conf.routes().isEmpty()) {
      result.put("routes", conf.routes());
    }
    result.put("dns", resolver.toJson());
    return result;
  }

  @Override
  void detach(PluginCall call) {
    Attachment attachment = call.attachment();
    try (Leases leases = Leases.lockIfThere(kernel, HostLocalConf.folder(call.conf()))) {
      if (leases != null) {
        leases.release(attachment.containerId(), attachment.ifName(), known(call));
      }
    }
  }

  /** Returns what ADD has given, where that is known. */
  private static List<String> known(PluginCall call) {
    List<String> known = new ArrayList<>();
    try {
      List<CniResult.Ip> ips = Results.previousOrEmpty(call).ips();
      for (int i = 0; i < ips.size(); i++) {
        known.add(ips.get(i).host());
      }
    } catch (JsonException | IllegalArgumentException _) {
      known.clear(); // then all leases are looked through
    }
    return known;
  }

  @Override
  void compare(PluginCall call) {
    Attachment attachment = call.attachment();
    HostLocalConf conf = HostLocalConf.of(call.conf(), attachment.cniArgs());
    try (Leases leases = Leases.lockIfThere(kernel, conf.folder())) {
      for (int i = 0; i < conf.sets().size(); i++) {
        RangeSet set = conf.sets().get(i);
        if (leases == null
            || leases.held(set, attachment.containerId(), attachment.ifName()) == null) {
          throw refusal("container " + attachment.containerId() + " has no lease of " + set.text());
        }
      }
    }
  }

  @Override
  void collect(PluginCall call, List<GcAttachment> valid) {
    try (Leases leases = Leases.lockIfThere(kernel, HostLocalConf.folder(call.conf()))) {
      if (leases != null) {
        leases.releaseOthers(valid);
      }
    }
  }

  @Override
  void probe(PluginCall call) {
    HostLocalConf conf = HostLocalConf.of(call.conf(), Map.of());
    File folder = new File(conf.folder());
    boolean _ = folder.mkdirs();
    if (!folder.canWrite()) {
      throw new IllegalArgumentException("folder " + folder + " cannot be written");
    }
  }
}
