package dev.kapok.libpod.connect;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.PublishedPorts;
import dev.kapok.network.FreePorts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.PublishedPort;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of the host that containers publish. Whoever starts a container claims its ports before
 * they are published: of two that are started at once, one fails before it has changed anything.
 */
public final class HostPorts {
  private final EngineParts parts;

  /** Works with these parts. */
  public HostPorts(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns a container's ports in the words of networks. */
  public static List<PublishedPort> of(List<PortMapping> ports) {
    List<PublishedPort> published = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      published.add(
          new PublishedPort(
              port.hostIp(), port.hostPort(), port.containerPort(), port.count(), port.protocol()));
    }
    return published;
  }

  /**
   * Completes ports of which the host's is left open by one that nobody listens on, and that
   * neither another container nor this one asks for.
   *
   * @throws NetworkException where none is free
   */
  public List<PortMapping> complete(List<PortMapping> asked) {
    List<PublishedPort> taken = null;
    List<PortMapping> ports = new ArrayList<>(asked);
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      if (port.hostPort() == 0) {
        if (taken == null) {
          taken = of(parts.publishedPorts().recorded());
          taken.addAll(of(asked));
        }
        int count = port.count();
        String protocol = port.protocol();
        int first = FreePorts.choose(port.hostIp(), count, protocol, taken);
        PortMapping chosen =
            new PortMapping(port.hostIp(), first, port.containerPort(), count, protocol);
        ports.set(i, chosen);
        taken.addAll(of(List.of(chosen)));
      }
    }
    return ports;
  }

  /**
   * Claims a container's ports for this process, which is about to publish them; once the container
   * is recorded as running, they are its own.
   *
   * @throws dev.kapok.libpod.KapokException FAILED where another container has one of them
   */
  public void claim(ContainerConfig config) {
    List<PortMapping> ports = config.network().ports();
    if (ports.isEmpty()) {
      return;
    }
    PublishedPorts table = parts.publishedPorts();
    try (Tx tx = parts.database().begin()) {
      table.requireFree(config.id(), ports);
      table.claim(tx, config.id());
      tx.commit();
    }
  }
}
