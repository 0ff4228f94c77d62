package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CachedAttachment;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes the networks of a container that is connected. The caller has the container's lock. */
final class RunningNetworks {
  private final EngineParts parts;
  private final ConnectedNetworks connected;
  private final AttachmentWishes wishes;

  /** Works with these parts. */
  RunningNetworks(EngineParts parts) {
    this.parts = parts;
    this.connected = new ConnectedNetworks(parts);
    this.wishes = new AttachmentWishes(parts.disk());
  }

  /**
   * Connects a container to one more network; where that fails, nothing of it stays.
   *
   * @param container has it among its networks already
   */
  void join(Container container, NetworkAttachment network, String netns) {
    ContainerConfig config = container.config();
    if (config.network().networks().get(0).network().equals(network.network())) {
      connected.requireFree(config);
    }
    joinChecked(container, network, netns);
  }

  /** As {@link #join}, for a container whose ports are free. */
  void joinChecked(Container container, NetworkAttachment network, String netns) {
    connected.add(container.config(), network, netns);
  }

  /**
   * Takes a container away from a network. Ports of the host that led to it there lead to the first
   * of the others from now on.
   *
   * @param container has it no more among its networks
   * @param force whether failures of the plugins are passed over
   */
  void leave(Container container, String network, String netns, boolean force) {
    Failures failures = new Failures();
    connected.leave(container.config().id(), network, netns, failures);
    if (!force) {
      failures.throwFirst();
    }
    try {
      leadPorts(container, netns);
    } catch (CniException e) {
      throw ConnectedNetworks.told(e);
    }
  }

  private void leadPorts(Container container, String netns) {
    List<NetworkAttachment> networks = container.config().network().networks();
    if (networks.isEmpty()) {
      return;
    }
    NetworkAttachment first = networks.get(0);
    CachedAttachment known =
        ConnectedNetworks.known(connected.recorded(container.config().id()), first);
    Attachment asked = wishes.of(container.config(), first, netns);
    Object ports = asked.capabilityArgs().get(AttachmentWishes.PORTS);
    if (known == null || ports == null) {
      return;
    }
    Map<String, Object> capabilities = new LinkedHashMap<>(known.attachment().capabilityArgs());
    if (capabilities.put(AttachmentWishes.PORTS, ports) == null) {
      parts.cni().change(known, AttachmentWishes.PORTS, capabilities);
    }
  }

  /**
   * Takes a container away from its networks and connects it again as it was; of several failures
   * the first is thrown at the end. A network that it should be on and is not, as after such a
   * failure, is joined.
   */
  void reload(Container container, String netns) {
    Failures failures = new Failures();
    List<NetworkAttachment> networks = container.config().network().networks();
    List<CachedAttachment> recorded = connected.recorded(container.config().id());
    for (int i = 0; i < networks.size(); i++) {
      CachedAttachment known = ConnectedNetworks.known(recorded, networks.get(i));
      CniResult before = known == null ? null : known.result();
      try {
        if (before == null) {
          connected.add(container.config(), networks.get(i), netns);
        } else {
          again(container.config(), networks.get(i), before, netns);
        }
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    failures.throwFirst();
  }

  private void again(
      ContainerConfig config, NetworkAttachment network, CniResult before, String netns) {
    // Plugins complain about rules that are gone, which is why this is asked for.
    connected.leave(config.id(), network.network(), netns, new Failures());
    try {
      connected.add(config, likeBefore(network, before), netns);
    } catch (KapokException e) {
      try {
        // Another address is better than none.
        connected.add(config, network, netns);
      } catch (KapokException _) {
        throw e;
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
}
