package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.PortMapping;

/**
 * {@code --publish [[IP:][HOST]:]CONTAINER[/PROTOCOL]}, where ports may be ranges and an IPv6
 * address stands in brackets.
 */
public final class PublishParser {
  private static final int MAX_PORT = 65535;

  private PublishParser() {}

  /** Reads one value. */
  public static PortMapping parse(String text) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : protocol(text, text.substring(slash + 1));
    String ports = slash < 0 ? text : text.substring(0, slash);
    int last = ports.lastIndexOf(':');
    String container = ports.substring(last + 1);
    String rest = last < 0 ? "" : ports.substring(0, last);
    int split = rest.startsWith("[") ? rest.indexOf(']') + 1 : rest.lastIndexOf(':');
    if (rest.startsWith("[") && split > 0 && split < rest.length() && rest.charAt(split) != ':') {
      throw bad(text, "a colon must follow the address");
    }
    String ip = split <= 0 ? "" : rest.substring(0, Math.min(split, rest.length()));
    String host = split < 0 ? rest : rest.substring(Math.min(split + 1, rest.length()));
    if (split == 0) {
      host = rest.substring(1);
    }
    return mapping(text, address(text, ip), host, container, protocol);
  }

  private static PortMapping mapping(
      String text, String ip, String host, String container, String protocol) {
    int[] inside = range(text, container);
    int count = inside[1] - inside[0] + 1;
    if (host.isEmpty()) {
      return new PortMapping(ip, 0, inside[0], count, protocol);
    }
    int[] outside = range(text, host);
    if (outside[1] - outside[0] + 1 != count) {
      throw bad(text, "host and container port ranges have different lengths");
    }
    return new PortMapping(ip, outside[0], inside[0], count, protocol);
  }

  private static int[] range(String text, String ports) {
    int dash = ports.indexOf('-');
    int from = port(text, dash < 0 ? ports : ports.substring(0, dash));
    int to = dash < 0 ? from : port(text, ports.substring(dash + 1));
    if (to < from) {
      throw bad(text, "a range must not end before it begins");
    }
    return new int[] {from, to};
  }

  private static int port(String text, String port) {
    int number = Words.isNumber(port) ? Integer.parseInt(port) : 0;
    if (number < 1 || number > MAX_PORT) {
      throw bad(text, "\"" + port + "\" is no port between 1 and " + MAX_PORT);
    }
    return number;
  }

  private static String protocol(String text, String protocol) {
    return switch (protocol) {
      case "tcp", "TCP" -> "tcp";
      case "udp", "UDP" -> "udp";
      case "sctp", "SCTP" -> "sctp";
      default -> throw bad(text, "unknown protocol \"" + protocol + "\"");
    };
  }

  private static String address(String text, String ip) {
    if (ip.isEmpty()) {
      return ip;
    }
    boolean bracketed = ip.startsWith("[") && ip.endsWith("]");
    String address = bracketed ? ip.substring(1, ip.length() - 1) : ip;
    if (bracketed ? !Addresses.isIpv6(address) : !Addresses.isIpv4(address)) {
      throw bad(text, "\"" + ip + "\" is no address");
    }
    return address;
  }

  private static UsageException bad(String text, String reason) {
    return new UsageException("invalid port mapping \"" + text + "\": " + reason);
  }
}
