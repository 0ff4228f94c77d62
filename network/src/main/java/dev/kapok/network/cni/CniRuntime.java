package dev.kapok.network.cni;

import dev.kapok.network.link.LinkName;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds containers to networks and takes them away, plugin by plugin (CNI SPEC.md, "Execution of
 * Network Configurations").
 *
 * <p>What was added, or was about to be when this process died, is on record in a folder until it
 * is taken away: {@link #attachments} finds it. Calls for one container must not run at the same
 * time, nor {@link #gc} of a network beside any call for it; the caller sees to that.
 */
public final class CniRuntime {
  private static final Attachment NOBODY = new Attachment("", "", "", Map.of(), Map.of());

  private final Plugins plugins;
  private final ResultCache cache;

  /**
   * Remembers its surroundings; touches nothing yet.
   *
   * @param folder for the results; made where it is missing
   */
  public CniRuntime(Kernel kernel, Plugins plugins, String folder) {
    this.plugins = plugins;
    this.cache = new ResultCache(kernel, folder);
  }

  /**
   * ADD: makes the interface. Where a plugin fails, what the others made is undone.
   *
   * @throws CniException the first failure
   */
  public CniResult add(NetworkList list, Attachment attachment) {
    require(attachment);
    String action = action("add container ", attachment, " to network ", list);
    String version = version(list, plugins);
    put(list, attachment, action);
    Map<String, Object> result = null;
    try {
      for (int i = 0; i < list.plugins().size(); i++) {
        PluginConf plugin = list.plugins().get(i);
        result = plugins.find(plugin.type()).add(call(list, plugin, attachment, version, result));
        // A DEL after a crash in the next one needs it: rules are found by addresses.
        cache.put(list, attachment, plugins.external(), result);
      }
      Map<String, Object> last = result == null ? Map.of() : result;
      return CniResult.of(last);
    } catch (CniException | JsonException e) {
      CniException failure =
          e instanceof CniException refused
              ? refused.during(action)
              : CniException.config(action, "the result: " + e.getMessage());
      try {
        del(list, attachment);
      } catch (CniException again) {
        failure.addSuppressed(again);
      }
      throw failure;
    }
  }

  /**
   * Asks those plugins for more that take a capability and have no part in making the interface,
   * which stays as it is: ADD of each but the first.
   *
   * @param known an attachment that is whole
   * @param capabilityArgs all of them, from now on
   * @throws CniException the first failure
   */
  public void change(
      CachedAttachment known, String capability, Map<String, Object> capabilityArgs) {
    Attachment then = known.attachment();
    NetworkList list = known.list();
    Attachment now =
        new Attachment(
            then.containerId(), then.netns(), then.ifName(), then.cniArgs(), capabilityArgs);
    String action = action("change what container ", now, " has of network ", list);
    CniResult result = known.result();
    if (result == null) {
      throw CniException.config(action, "it was cut short while it was made");
    }
    Plugins makers = plugins.with(known.external());
    try {
      cache.put(list, now, known.external(), result.raw());
      for (int i = 1; i < list.plugins().size(); i++) {
        PluginConf plugin = list.plugins().get(i);
        if (Boolean.TRUE.equals(Json.object(plugin.raw(), "capabilities").get(capability))) {
          String version = version(list, makers);
          makers.find(plugin.type()).add(call(list, plugin, now, version, result.raw()));
        }
      }
    } catch (CniException e) {
      throw e.during(action);
    }
  }

  private void put(NetworkList list, Attachment attachment, String action) {
    try {
      cache.put(list, attachment, plugins.external(), null);
    } catch (CniException e) {
      throw e.during(action);
    }
  }

  /**
   * DEL: takes the interface away, and all that belongs to it, in reverse order and by the
   * configuration of the ADD where that is on record. Every plugin is called, whatever the others
   * say; what failed stays on record, unless it would fail again and again: a plugin is missing, or
   * does not take the configuration.
   *
   * @param list what to go by where nothing is on record
   * @throws CniException the first failure
   */
  public void del(NetworkList list, Attachment attachment) {
    CachedAttachment known = recorded(list, attachment);
    NetworkList then = known == null ? list : known.list();
    Attachment asked = known == null ? attachment : inNamespace(known, attachment);
    CniResult result = known == null ? null : known.result();
    // Whoever made the interface takes it away, whatever this command's environment says.
    Plugins makers = known == null ? plugins : plugins.with(known.external());
    String version = versionToLeave(then, makers);
    CniException failure = null;
    boolean keep = false;
    for (int i = then.plugins().size() - 1; i >= 0; i--) {
      PluginConf plugin = then.plugins().get(i);
      try {
        Map<String, Object> previous = result == null ? null : result.raw();
        makers.find(plugin.type()).del(call(then, plugin, asked, version, previous));
      } catch (RuntimeException e) {
        CniException told = told(e, plugin.type());
        failure = failure == null || (isFinal(failure) && !isFinal(told)) ? told : failure;
        keep |= !isFinal(told);
      }
    }
    if (!keep) {
      cache.remove(list.name(), attachment.containerId(), attachment.ifName());
    }
    if (failure != null) {
      throw failure.during(action("remove container ", attachment, " from network ", list));
    }
  }

  /** A plugin that is missing now does not keep the others from being called. */
  private static String versionToLeave(NetworkList list, Plugins plugins) {
    try {
      return version(list, plugins);
    } catch (CniException _) {
      return list.cniVersion();
    }
  }

  /** A record that cannot be read any more is as one that is lost. */
  private @Nullable CachedAttachment recorded(NetworkList list, Attachment attachment) {
    try {
      return cache.get(list.name(), attachment.containerId(), attachment.ifName());
    } catch (CniException _) {
      return null;
    }
  }

  /** Tells whether a DEL fails so however often it is tried. */
  private static boolean isFinal(CniException failure) {
    return switch (failure.kind()) {
      case MISSING, CONFIG -> true;
      case REFUSED -> failure.code() == CniException.INVALID_CONFIG;
      default -> false;
    };
  }

  private static CniException told(RuntimeException e, String plugin) {
    if (e instanceof CniException known) {
      return known;
    }
    CniException told =
        CniException.refused(plugin, CniException.GENERIC, String.valueOf(e.getMessage()), "");
    told.initCause(e);
    return told;
  }

  /** The namespace is the caller's: "" where it is lost. */
  private static Attachment inNamespace(CachedAttachment known, Attachment now) {
    Attachment then = known.attachment();
    return new Attachment(
        then.containerId(), now.netns(), then.ifName(), then.cniArgs(), then.capabilityArgs());
  }

  /** CHECK: fails where the container's network is not what was recorded. */
  public void check(NetworkList list, Attachment attachment) {
    if (list.disableCheck()) {
      return;
    }
    String action = action("check container ", attachment, " in network ", list);
    CachedAttachment known = cache.get(list.name(), attachment.containerId(), attachment.ifName());
    CniResult result = known == null ? null : known.result();
    if (known == null || result == null) {
      throw CniException.config(action, "nothing is on record of it");
    }
    if (NetworkListParser.isBefore(list.cniVersion(), "0.4.0")) {
      throw CniException.config(action, "CHECK needs cniVersion 0.4.0 or later");
    }
    Plugins makers = plugins.with(known.external());
    String version = version(list, makers);
    try {
      for (int i = 0; i < list.plugins().size(); i++) {
        PluginConf plugin = list.plugins().get(i);
        makers
            .find(plugin.type())
            .check(call(list, plugin, known.attachment(), version, result.raw()));
      }
    } catch (CniException e) {
      throw e.during(action);
    }
  }

  /**
   * GC: takes away what belongs to none of the network's attachments on record. Plugins that speak
   * no 1.1.0 are left out.
   */
  public void gc(NetworkList list) {
    List<GcAttachment> valid = cache.valid(list.name());
    List<Object> asked = new ArrayList<>();
    for (int i = 0; i < valid.size(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("containerID", valid.get(i).containerId());
      one.put("ifname", valid.get(i).ifName());
      asked.add(one);
    }
    for (int i = 0; i < list.plugins().size(); i++) {
      PluginConf conf = list.plugins().get(i);
      CniPlugin plugin = plugins.find(conf.type());
      if (plugin.versions().contains("1.1.0")) {
        PluginCall call = call(list, conf, NOBODY, "1.1.0", null);
        Map<String, Object> whole = new LinkedHashMap<>(call.conf());
        whole.put("cni.dev/valid-attachments", asked);
        whole.put("cni.dev/attachments", asked);
        try {
          plugin.gc(new PluginCall(whole, NOBODY, plugins.path()), valid);
        } catch (CniException e) {
          throw e.during("collect what is left in network " + list.name());
        }
      }
    }
  }

  /** STATUS: fails where a plugin could not serve ADD; those that speak no 1.1.0 are not asked. */
  public void status(NetworkList list) {
    for (int i = 0; i < list.plugins().size(); i++) {
      PluginConf conf = list.plugins().get(i);
      CniPlugin plugin = plugins.find(conf.type());
      if (plugin.versions().contains("1.1.0")) {
        try {
          plugin.status(call(list, conf, NOBODY, "1.1.0", null));
        } catch (CniException e) {
          throw e.during("ask for the status of network " + list.name());
        }
      }
    }
  }

  /** Returns what is on record of one attachment, null for nothing. */
  public @Nullable CachedAttachment attachment(String network, String containerId, String ifName) {
    return cache.get(network, containerId, ifName);
  }

  /** Returns all that is on record of a container, whole or cut short, ordered by interface. */
  public List<CachedAttachment> attachments(String containerId) {
    return cache.of(containerId);
  }

  /** Returns the ids of all containers that something is on record of. */
  public Set<String> containers() {
    return cache.containers();
  }

  /**
   * Returns the attachments of a container whose records are damaged: what their files' names say.
   */
  public List<DamagedRecord> damaged(String containerId) {
    return cache.damaged(containerId);
  }

  /** Forgets a damaged record that nothing can be done about. */
  public void forget(DamagedRecord record) {
    cache.remove(record.network(), record.containerId(), record.ifName());
  }

  private PluginCall call(
      NetworkList list,
      PluginConf plugin,
      Attachment attachment,
      String version,
      @Nullable Map<String, Object> previous) {
    Map<String, Object> conf = new LinkedHashMap<>(plugin.raw());
    Object capabilities = conf.remove("capabilities");
    conf.put("name", list.name());
    conf.put("cniVersion", version);
    if (capabilities instanceof Map<?, ?> declared) {
      Map<String, Object> config = new LinkedHashMap<>();
      for (Map.Entry<String, Object> arg : attachment.capabilityArgs().entrySet()) {
        if (Boolean.TRUE.equals(declared.get(arg.getKey()))) {
          config.put(arg.getKey(), arg.getValue());
        }
      }
      if (!config.isEmpty()) {
        conf.put("runtimeConfig", config);
      }
    }
    if (previous != null) {
      conf.put("prevResult", previous);
    }
    return new PluginCall(conf, attachment, plugins.path());
  }

  /** A list that allows several versions is spoken to in the newest that all its plugins know. */
  private static String version(NetworkList list, Plugins plugins) {
    List<String> allowed = NetworkListParser.versions(list.raw());
    if (allowed.size() < 2) {
      return list.cniVersion();
    }
    for (int i = 0; i < list.plugins().size(); i++) {
      allowed.retainAll(plugins.find(list.plugins().get(i).type()).versions());
    }
    if (allowed.isEmpty()) {
      throw CniException.config(
          "speak to the plugins of network " + list.name(),
          "there is no version of CNI that the list allows and all its plugins know");
    }
    return allowed.get(allowed.size() - 1);
  }

  private static void require(Attachment attachment) {
    String name = attachment.ifName();
    if (!LinkName.isValid(name)) {
      throw CniException.config(
          "name an interface", "\"" + name + "\" is no name: " + LinkName.RULE);
    }
    if (!NetworkListParser.isName(attachment.containerId())) {
      throw CniException.config(
          "name a container", "\"" + attachment.containerId() + "\" is no name that CNI takes");
    }
  }

  private static String action(String verb, Attachment who, String where, NetworkList list) {
    String id = who.containerId();
    String shortId = id.length() > 12 ? id.substring(0, 12) : id;
    return verb + shortId + where + list.name();
  }
}
