package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published port, from the capability "portMappings".
 *
 * @param hostAddress null for all of the host's, of both families
 * @param protocol "tcp", "udp" or "sctp"
 */
record PortMapping(
    @Nullable IpAddress hostAddress, int hostPort, int containerPort, String protocol) {
  private static final int LARGEST = 65_535;

  /** Reads {hostPort, containerPort, protocol, hostIP, range}; one without host port is none. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  static List<PortMapping> list(List<Object> confs) {
    List<PortMapping> mappings = new ArrayList<>();
    for (int i = 0; i < confs.size(); i++) {
      if (!(confs.get(i) instanceof Map<?, ?> conf)) {
        throw new JsonException("a port mapping is not an object", -1);
      }
      add((Map<String, Object>) conf, mappings);
    }
    return mappings;
  }

  private static void add(Map<String, Object> conf, List<PortMapping> mappings) {
    int host = port(conf, "hostPort");
    int container = port(conf, "containerPort");
    long count = Math.max(1, Json.number(conf, "range", 1));
    if (host == 0) {
      return;
    }
    if (container == 0 || host + count - 1 > LARGEST || container + count - 1 > LARGEST) {
      throw new IllegalArgumentException(
          "a port mapping from "
              + host
              + " to "
              + container
              + ", "
              + count
              + " ports, is not within 1 and "
              + LARGEST);
    }
    String address = Json.string(conf, "hostIP");
    IpAddress at = address == null || address.isEmpty() ? null : IpAddress.of(address);
    String protocol = protocol(Json.string(conf, "protocol"));
    for (int i = 0; i < count; i++) {
      mappings.add(new PortMapping(at, host + i, container + i, protocol));
    }
  }

  private static String protocol(@Nullable String text) {
    String protocol =
        text == null || text.isEmpty() ? "tcp" : text.toLowerCase(java.util.Locale.ROOT);
    return switch (protocol) {
      case "tcp", "udp", "sctp" -> protocol;
      default ->
          throw new IllegalArgumentException(
              "a port cannot be published for protocol \"" + text + "\": tcp, udp and sctp can");
    };
  }

  private static int port(Map<String, Object> conf, String name) {
    long port = Json.number(conf, name, 0);
    if (port < 0 || port > LARGEST) {
      throw new IllegalArgumentException(name + " " + port + " is not within 1 and " + LARGEST);
    }
    return (int) port;
  }
}
