package dev.kapok.libpod.connect;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.network.cni.Attachment;
import dev.kapok.sys.FileStat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts into the words of CNI what a container asks of its networks. */
final class AttachmentWishes {
  /** The capability that publishes ports. */
  static final String PORTS = "portMappings";

  private final Disk disk;

  AttachmentWishes(Disk disk) {
    this.disk = disk;
  }

  /** A namespace whose file is no longer one was taken away by others; plugins need not look. */
  Attachment inNamespace(Attachment known, String netns) {
    return new Attachment(
        known.containerId(),
        living(netns),
        known.ifName(),
        known.cniArgs(),
        known.capabilityArgs());
  }

  private String living(String netns) {
    FileStat file = disk.stat(netns);
    FileStat folder = disk.stat(netns.substring(0, Math.max(0, netns.lastIndexOf('/'))));
    boolean mounted = file != null && folder != null && file.device() != folder.device();
    return mounted ? netns : "";
  }

  /** Returns what a container asks for on one of its networks. */
  Attachment of(ContainerConfig config, NetworkAttachment network, String netns) {
    Map<String, Object> capabilities = new LinkedHashMap<>();
    // A port of the host leads to one address; all networks reach the same programs.
    String first = config.network().networks().get(0).network();
    List<Object> ports = portMappings(config.network().ports());
    if (!ports.isEmpty() && network.network().equals(first)) {
      capabilities.put(PORTS, ports);
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
}
