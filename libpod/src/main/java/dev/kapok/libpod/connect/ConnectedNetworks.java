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
import dev.kapok.network.cni.DamagedRecord;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.names.NameEntry;
import java.util.ArrayList;
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
  private final AttachmentWishes wishes;

  /** Works with these parts. */
  public ConnectedNetworks(EngineParts parts) {
    this.parts = parts;
    this.runtime = parts.cni();
    this.lists = new NetworkLists(parts);
    this.names = new NetworkNames(parts);
    this.wishes = new AttachmentWishes(parts.disk());
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
        add(config, networks.get(i), netns, seen);
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

  private void add(ContainerConfig config, NetworkAttachment network, String netns, Seen seen) {
    NetworkList list = lists.get(network.network());
    CniResult result = runtime.add(list, wishes.of(config, network, netns));
    NameEntry entry = names.entry(config, network, list, result);
    seen.add(result, entry);
    if (entry != null) {
      names.server().add(entry);
    }
  }

  /** Connects a running container to one more network. */
  public void join(Container container, NetworkAttachment network, String netns) {
    try {
      add(container.config(), network, netns, new Seen());
    } catch (RuntimeException e) {
      try {
        leave(container.config().id(), network.network(), netns);
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw told(e);
    }
  }

  /** Takes a running container away from a network. */
  public void leave(String id, String network, String netns) {
    Failures failures = new Failures();
    List<CachedAttachment> known = recorded(id);
    for (int i = 0; i < known.size(); i++) {
      CachedAttachment one = known.get(i);
      if (one.list().name().equals(network)) {
        delete(one.list(), wishes.inNamespace(one.attachment(), netns), failures);
      }
    }
    forgetNames(id, network, failures);
    failures.throwFirst();
  }

  /** Takes a running container away from its networks and connects it again as it was. */
  public void reload(Container container, String netns) {
    List<NetworkAttachment> networks = container.config().network().networks();
    List<CachedAttachment> known = recorded(container.config().id());
    for (int i = 0; i < networks.size(); i++) {
      NetworkAttachment network = networks.get(i);
      CniResult result = result(known, network);
      if (result != null) {
        try {
          leave(container.config().id(), network.network(), netns);
        } catch (KapokException _) {
          // Plugins complain about rules that are gone, which is why this is asked for.
        }
        join(container, likeBefore(network, result), netns);
      }
    }
  }

  private static NetworkAttachment likeBefore(NetworkAttachment network, CniResult result) {
    List<String> ips = new ArrayList<>();
    for (int i = 0; i < result.ips().size(); i++) {
      ips.add(result.ips().get(i).host());
    }
    String mac = network.mac();
    for (int i = 0; i < result.interfaces().size(); i++) {
      CniResult.Interface one = result.interfaces().get(i);
      if (!one.sandbox().isEmpty() && one.name().equals(network.interfaceName())) {
        mac = one.mac().isEmpty() ? mac : one.mac();
      }
    }
    return new NetworkAttachment(
        network.network(), network.interfaceName(), ips, mac, network.aliases());
  }

  /** Returns what a connected container sees, by what is on record. */
  public SeenNetwork seen(Container container) {
    List<NetworkAttachment> networks = container.config().network().networks();
    List<CachedAttachment> known = recorded(container.config().id());
    Seen seen = new Seen();
    for (int i = 0; i < networks.size(); i++) {
      NetworkAttachment network = networks.get(i);
      CniResult result = result(known, network);
      if (result != null) {
        NetworkList list = lists.get(network.network());
        seen.add(result, names.entry(container.config(), network, list, result));
      }
    }
    return seen.network();
  }

  private static @Nullable CniResult result(
      List<CachedAttachment> known, NetworkAttachment network) {
    for (int i = 0; i < known.size(); i++) {
      CachedAttachment one = known.get(i);
      if (one.list().name().equals(network.network())
          && one.attachment().ifName().equals(network.interfaceName())) {
        return one.result();
      }
    }
    return null;
  }

  /** Takes a container away from all networks that it is on record to be connected to. */
  public void disconnect(String id, String netns) {
    Failures failures = new Failures();
    forgetNames(id, null, failures);
    List<CachedAttachment> known = recorded(id);
    for (int i = known.size() - 1; i >= 0; i--) {
      CachedAttachment one = known.get(i);
      delete(one.list(), wishes.inNamespace(one.attachment(), netns), failures);
    }
    List<DamagedRecord> damaged = runtime.damaged(id);
    for (int i = 0; i < damaged.size(); i++) {
      deleteDamaged(damaged.get(i), failures);
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
        delete(list, wishes.of(container.config(), networks.get(i), netns), failures);
      }
    }
    names.server().endLost();
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

  private void forgetNames(String id, @Nullable String network, Failures failures) {
    try {
      names.server().remove(id, network);
    } catch (RuntimeException e) {
      failures.add(told(e));
    }
  }

  private void delete(NetworkList list, Attachment attachment, Failures failures) {
    try {
      runtime.del(list, attachment);
    } catch (RuntimeException e) {
      failures.add(told(e));
    }
  }

  /** Goes by the network's definition, where it has one still. */
  private void deleteDamaged(DamagedRecord record, Failures failures) {
    try {
      NetworkList list = lists.find(record.network());
      if (list == null) {
        runtime.forget(record);
      } else {
        runtime.del(
            list, new Attachment(record.containerId(), "", record.ifName(), Map.of(), Map.of()));
      }
    } catch (RuntimeException e) {
      failures.add(told(e));
    }
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
