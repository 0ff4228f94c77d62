package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.network.FreePorts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.PublishedPort;
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CachedAttachment;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.CniRuntime;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.names.NameEntry;
import dev.kapok.sys.FileStat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connects a container to its networks, one after the other, and takes it away from them.
 *
 * <p>What was done is on record in the run folder from before the first step on, so whoever finds
 * the container after a crash can undo it. The caller has the container's lock.
 */
public final class ConnectedNetworks {
  private final EngineParts parts;
  private final CniRuntime runtime;
  private final NetworkLists lists;
  private final NetworkNames names;

  /** Works with these parts. */
  public ConnectedNetworks(EngineParts parts) {
    this.parts = parts;
    this.runtime = parts.cni();
    this.lists = new NetworkLists(parts);
    this.names = new NetworkNames(parts);
  }

  /**
   * Connects a container to all its networks; what was done is undone where one of them fails.
   *
   * @param netns the path of its network namespace
   * @return what it sees
   */
  public SeenNetwork connect(Container container, String netns) {
    ContainerConfig config = container.config();
    List<NetworkAttachment> networks = config.network().networks();
    Seen seen = new Seen();
    try {
      requireFree(config);
      for (int i = 0; i < networks.size(); i++) {
        NetworkAttachment network = networks.get(i);
        NetworkList list = lists.get(network.network());
        CniResult result = runtime.add(list, attachment(config, network, netns));
        NameEntry entry = names.entry(config, network, list, result);
        seen.add(result, entry);
        if (entry != null) {
          names.server().add(entry);
        }
      }
    } catch (RuntimeException e) {
      try {
        disconnect(config.id(), netns);
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw told(e);
    }
    return seen.network();
  }

  /** Takes a container away from all networks that it is on record to be connected to. */
  public void disconnect(String id, String netns) {
    Failures failures = new Failures();
    try {
      names.server().remove(id, null);
    } catch (NetworkException e) {
      failures.add(told(e));
    }
    List<CachedAttachment> known = recorded(id);
    for (int i = known.size() - 1; i >= 0; i--) {
      CachedAttachment one = known.get(i);
      delete(one.list(), inNamespace(one.attachment(), netns), failures);
    }
    failures.throwFirst();
  }

  /** Takes a container away from its networks where the records of them are lost. */
  public void disconnectLost(Container container, String netns) {
    Failures failures = new Failures();
    List<NetworkAttachment> networks = container.config().network().networks();
    for (int i = networks.size() - 1; i >= 0; i--) {
      NetworkList list = lists.find(networks.get(i).network());
      if (list != null) {
        delete(list, attachment(container.config(), networks.get(i), netns), failures);
      }
    }
    failures.throwFirst();
  }

  /** Returns what is on record of a container's networks, in the order of the interfaces. */
  public List<CachedAttachment> recorded(String id) {
    try {
      return runtime.attachments(id);
    } catch (CniException e) {
      throw told(e);
    }
  }

  private void delete(NetworkList list, Attachment attachment, Failures failures) {
    try {
      runtime.del(list, attachment);
    } catch (CniException e) {
      failures.add(told(e));
    }
  }

  /** A namespace whose file is no longer one was taken away by others; plugins need not look. */
  private Attachment inNamespace(Attachment known, String netns) {
    return new Attachment(
        known.containerId(),
        living(netns),
        known.ifName(),
        known.cniArgs(),
        known.capabilityArgs());
  }

  private String living(String netns) {
    FileStat file = parts.disk().stat(netns);
    FileStat folder = parts.disk().stat(netns.substring(0, Math.max(0, netns.lastIndexOf('/'))));
    boolean mounted = file != null && folder != null && file.device() != folder.device();
    return mounted ? netns : "";
  }

  private Attachment attachment(ContainerConfig config, NetworkAttachment network, String netns) {
    Map<String, Object> capabilities = new LinkedHashMap<>();
    List<Object> ports = portMappings(config.network().ports());
    if (!ports.isEmpty()) {
      capabilities.put("portMappings", ports);
    }
    if (!network.ips().isEmpty()) {
      capabilities.put("ips", new ArrayList<Object>(network.ips()));
    }
    String mac = network.mac();
    if (mac != null) {
      capabilities.put("mac", mac);
    }
    capabilities.put("aliases", new ArrayList<Object>(NetworkNames.of(config, network)));
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("IgnoreUnknown", "1");
    args.put("K8S_POD_NAME", config.name());
    return new Attachment(config.id(), living(netns), network.interfaceName(), args, capabilities);
  }

  private static List<Object> portMappings(List<PortMapping> ports) {
    List<Object> mappings = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      for (int n = 0; n < port.count(); n++) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("hostPort", (long) port.hostPort() + n);
        mapping.put("containerPort", (long) port.containerPort() + n);
        mapping.put("protocol", port.protocol());
        if (!port.hostIp().isEmpty()) {
          mapping.put("hostIP", port.hostIp());
        }
        mappings.add(mapping);
      }
    }
    return mappings;
  }

  /** Rules that lead a port away do not fail where somebody listens on it already. */
  private void requireFree(ContainerConfig config) {
    List<PortMapping> ports = config.network().ports();
    List<PublishedPort> published = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      published.add(
          new PublishedPort(
              port.hostIp(), port.hostPort(), port.containerPort(), port.count(), port.protocol()));
    }
    if (published.isEmpty()) {
      return;
    }
    FreePorts.require(published);
    parts.publishedPorts().requireFree(config.id(), ports);
  }

  private static RuntimeException told(RuntimeException e) {
    boolean invalid;
    if (e instanceof CniException failure) {
      invalid = failure.kind() == CniException.Kind.CONFIG;
    } else if (e instanceof NetworkException failure) {
      invalid = failure.kind() == NetworkException.Kind.INVALID;
    } else {
      return e;
    }
    return new KapokException(
        invalid ? KapokException.Kind.INVALID : KapokException.Kind.FAILED,
        String.valueOf(e.getMessage()),
        e);
  }

  /** Collects what a container sees of one network after the other. */
  private static final class Seen {
    private final List<String> addresses = new ArrayList<>();
    private final List<String> nameservers = new ArrayList<>();
    private final List<String> search = new ArrayList<>();
    private @Nullable String host;

    void add(CniResult result, @Nullable NameEntry entry) {
      for (int i = 0; i < result.ips().size(); i++) {
        CniResult.Ip ip = result.ips().get(i);
        addresses.add(ip.host());
        if (host == null) {
          host = ip.gateway();
        }
      }
      if (entry != null) {
        nameservers.addAll(entry.listen());
        if (search.isEmpty()) {
          search.add(NetworkNames.DOMAIN);
        }
      }
      nameservers.addAll(result.dns().nameservers());
      search.addAll(result.dns().search());
    }

    SeenNetwork network() {
      return new SeenNetwork(nameservers, search, addresses, host);
    }
  }
}
