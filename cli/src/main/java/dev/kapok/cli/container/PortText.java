package dev.kapok.cli.container;

import dev.kapok.libpod.model.PortMapping;
import java.util.List;

/** Published ports as {@code ps} shows them: {@code 0.0.0.0:8080-8081->80-81/tcp}. */
final class PortText {
  private PortText() {}

  static String of(List<PortMapping> ports) {
    if (ports.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      text.append(i > 0 ? ", " : "")
          .append(address(port.hostIp()))
          .append(':')
          .append(range(port.hostPort(), port.count()))
          .append("->")
          .append(range(port.containerPort(), port.count()))
          .append('/')
          .append(port.protocol());
    }
    return text.toString();
  }

  /** Returns an address as it stands before a port. */
  static String address(String ip) {
    if (ip.isEmpty()) {
      return "0.0.0.0";
    }
    return ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
  }

  private static String range(int first, int count) {
    return count == 1 ? Integer.toString(first) : first + "-" + (first + count - 1);
  }
}
