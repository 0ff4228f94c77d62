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
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CachedAttachment;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.CniRuntime;
import dev.kapok.network.cni.DamagedRecord;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.names.NameEntry;
import dev.kapok.sys.SyscallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    int done = 0;
    try {
      for (; done < networks.size(); done++) {
        add(config, networks.get(done), netns, seen);
      }
    } catch (RuntimeException e) {
      Failures failures = new Failures();
      failures.add(e);
      for (int i = done - 1; i >= 0; i--) {
        leave(config.id(), networks.get(i).network(), netns, failures);
      }
      throw told(e);
    }
    return seen.network();
  }

  /** Connects a container to one network; what was done is undone where that fails. */
  void add(ContainerConfig config, NetworkAttachment network, String netns) {
    try {
      add(config, network, netns, new Seen());
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  private void add(ContainerConfig config, NetworkAttachment network, String netns, Seen seen) {
    NetworkList list = lists.get(network.network());
    CniResult result = runtime.add(list, wishes.of(config, network, netns));
    try {
      NameEntry entry = names.entry(config, network, list, result);
      seen.add(result, entry);
      if (entry != null) {
        names.server().add(entry);
      }
    } catch (RuntimeException e) {
      Failures failures = new Failures();
      failures.add(e);
      leave(config.id(), network.network(), netns, failures);
      throw e;
    }
  }

  /** Takes a container away from a network, going on after failures. */
  void leave(String id, String network, String netns, Failures failures) {
    forgetNames(id, network, failures);
    List<CachedAttachment> known = recorded(id);
    for (int i = 0; i < known.size(); i++) {
      CachedAttachment one = known.get(i);
      if (one.list().name().equals(network)) {
        delete(one.list(), wishes.inNamespace(one.attachment(), netns), failures);
      }
    }
  }

  /** Returns what a connected container sees, by what is on record. */
  public SeenNetwork seen(Container container) {
    List<NetworkAttachment> networks = container.config().network().networks();
    List<CachedAttachment> known = recorded(container.config().id());
    Seen seen = new Seen();
    for (int i = 0; i < networks.size(); i++) {
      NetworkAttachment network = networks.get(i);
      CachedAttachment one = known(known, network);
      CniResult result = one == null ? null : one.result();
      if (one != null && result != null) {
        seen.add(result, names.entry(container.config(), network, one.list(), result));
      }
    }
    return seen.network();
  }

  /** Returns what is on record of a network, null for nothing. */
  static @Nullable CachedAttachment known(
      List<CachedAttachment> recorded, NetworkAttachment network) {
    for (int i = 0; i < recorded.size(); i++) {
      CachedAttachment one = recorded.get(i);
      if (one.list().name().equals(network.network())
          && one.attachment().ifName().equals(network.interfaceName())) {
        return one;
      }
    }
    return null;
  }

  /** Takes a container away from all networks that it is on record to be connected to. */
  public void disconnect(String id, String netns) {
    Failures failures = new Failures();
    disconnect(id, recorded(id), netns, failures);
    failures.throwFirst();
  }

  private void disconnect(
      String id, List<CachedAttachment> known, String netns, Failures failures) {
    forgetNames(id, null, failures);
    for (int i = known.size() - 1; i >= 0; i--) {
      CachedAttachment one = known.get(i);
      delete(one.list(), wishes.inNamespace(one.attachment(), netns), failures);
    }
    List<DamagedRecord> damaged = runtime.damaged(id);
    for (int i = 0; i < damaged.size(); i++) {
      deleteDamaged(damaged.get(i), failures);
    }
  }

  /** As {@link #disconnect}, where the records of some or all networks may be lost. */
  public void disconnectLost(Container container, String netns) {
    Failures failures = new Failures();
    ContainerConfig config = container.config();
    List<CachedAttachment> known = recorded(config.id());
    disconnect(config.id(), known, netns, failures);
    List<NetworkAttachment> networks = config.network().networks();
    for (int i = networks.size() - 1; i >= 0; i--) {
      NetworkAttachment network = networks.get(i);
      if (known(known, network) == null) {
        deleteLost(config, network, netns, failures);
      }
    }
    names.server().endLost();
    failures.throwFirst();
  }

  private void deleteLost(
      ContainerConfig config, NetworkAttachment network, String netns, Failures failures) {
    try {
      NetworkList list = lists.find(network.network());
      if (list != null) {
        delete(list, wishes.of(config, network, netns), failures);
      }
    } catch (RuntimeException e) {
      failures.add(told(e));
    }
  }

  /** Tells whether something is on record of a container, whole or damaged, or it has names. */
  boolean isRecorded(String id) {
    return !recorded(id).isEmpty() || !runtime.damaged(id).isEmpty() || names.server().knows(id);
  }

  /** Returns what is on record of a container's networks, in the order of the interfaces. */
  public List<CachedAttachment> recorded(String id) {
    try {
      return runtime.attachments(id);
    } catch (CniException e) {
      throw told(e);
    }
  }

  /** Returns the ids of all containers that are on record to be connected to something. */
  public Set<String> containers() {
    return parts.disk().exists(parts.paths().connections()) ? runtime.containers() : Set.of();
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
      if (new DhcpDaemon(parts.disk()).isMissing(list)) {
        // Its leases went with it, and would keep the container from going for ever.
        runtime.forget(
            new DamagedRecord(list.name(), attachment.containerId(), attachment.ifName()));
      }
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

  /**
   * Makes sure that nobody has the ports that a container is about to publish, before it is
   * connected.
   */
  public void claimPorts(Container container) {
    try {
      requireFree(container.config());
    } catch (NetworkException e) {
      throw told(e);
    }
  }

  /** Rules that lead a port away do not fail where somebody listens on it already. */
  void requireFree(ContainerConfig config) {
    List<PortMapping> ports = config.network().ports();
    if (ports.isEmpty()) {
      return;
    }
    // Of an unprivileged user's containers, slirp4netns would be found to listen.
    new HostPorts(parts).claim(config);
    FreePorts.require(HostPorts.of(ports));
  }

  static RuntimeException told(RuntimeException e) {
    boolean invalid;
    if (e instanceof CniException failure) {
      invalid = failure.kind() == CniException.Kind.CONFIG;
    } else if (e instanceof NetworkException failure) {
      invalid = failure.kind() == NetworkException.Kind.INVALID;
    } else if (e instanceof SyscallException || e instanceof LinkException) {
      invalid = false;
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
    private boolean asksOthers;

    void add(CniResult result, @Nullable NameEntry entry) {
      for (int i = 0; i < result.ips().size(); i++) {
        CniResult.Ip ip = result.ips().get(i);
        addresses.add(ip.host());
        if (host == null) {
          host = ip.gateway();
        }
      }
      if (entry != null) {
        asksOthers = true;
        nameservers.addAll(entry.listen());
        if (search.isEmpty()) {
          search.add(NetworkNames.DOMAIN);
        }
      }
      nameservers.addAll(result.dns().nameservers());
      search.addAll(result.dns().search());
    }

    SeenNetwork network() {
      return new SeenNetwork(nameservers, search, addresses, host, asksOthers);
    }
  }
}
