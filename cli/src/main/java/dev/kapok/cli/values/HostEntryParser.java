package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/** {@code --add-host NAME:ADDRESS} and {@code --dns ADDRESS}. */
public final class HostEntryParser {
  private HostEntryParser() {}

  /** Checks a line for /etc/hosts; "host-gateway" may stand for the address. */
  public static String host(String text) {
    int colon = text.indexOf(':');
    String address = colon < 0 ? "" : text.substring(colon + 1);
    if (colon <= 0 || address.isEmpty()) {
      throw new UsageException(
          "unable to parse host entry \"" + text + "\": incorrect format, should be name:address");
    }
    if (!address.equals("host-gateway") && !Addresses.isAddress(address)) {
      throw new UsageException(
          "invalid IP address in add-host: \"" + address + "\" (in \"" + text + "\")");
    }
    return text;
  }

  /** Checks a name server's address; "none" leaves resolv.conf alone. */
  public static String dns(String text) {
    if (!text.equals("none") && !Addresses.isAddress(text)) {
      throw new UsageException("\"" + text + "\" is not an ip address");
    }
    return text;
  }
}
