package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code --network NAME[:ip=ADDRESS,mac=ADDRESS,alias=NAME,interface_name=NAME]}, once or several
 * times, and the options that mean the same for a single network.
 */
public final class NetworkNameParser {
  private final String network;
  private final List<String> ips = new ArrayList<>();
  private final List<String> aliases = new ArrayList<>();
  private String interfaceName = "";
  private @Nullable String mac;

  private NetworkNameParser(String network) {
    this.network = network;
  }

  /** Reads the options of a network that is named. */
  static NetworkParser parse(String name, String options) {
    NetworkNameParser parser = new NetworkNameParser(name);
    if (!options.isEmpty()) {
      List<String> words = Words.split(options, ',');
      for (int i = 0; i < words.size(); i++) {
        parser.option(words.get(i));
      }
    }
    return of(List.of(parser.attachment()));
  }

  /** Reads several values; each has to name a network. */
  static NetworkParser several(NetworkParser first, List<String> values) {
    requireBridge(first);
    List<NetworkAttachment> networks = new ArrayList<>(first.networks());
    for (int i = 1; i < values.size(); i++) {
      NetworkParser next = NetworkParser.parse(values.get(i));
      requireBridge(next);
      NetworkAttachment network = next.networks().get(0);
      for (int j = 0; j < networks.size(); j++) {
        if (networks.get(j).network().equals(network.network())) {
          throw new UsageException("network \"" + network.network() + "\" is given twice");
        }
      }
      networks.add(network);
    }
    return of(networks);
  }

  /**
   * Adds what {@code --ip}, {@code --ip6}, {@code --mac-address} and {@code --network-alias} say.
   *
   * @param addresses of either family
   * @throws UsageException where they belong to no network, or one of them to several
   */
  public static List<NetworkAttachment> with(
      NetworkParser parsed, List<String> addresses, @Nullable String mac, List<String> names) {
    if (parsed.mode() == Mode.DEFAULT) {
      return with(parse("bridge", ""), addresses, mac, names);
    }
    if (parsed.mode() != Mode.BRIDGE) {
      throw new UsageException(
          "--ip, --ip6, --mac-address and --network-alias belong to defined networks: name one by"
              + " --network NAME");
    }
    if (parsed.networks().size() > 1 && (!addresses.isEmpty() || mac != null)) {
      throw new UsageException(
          "--ip, --ip6 and --mac-address can only be set for a single network: write --network"
              + " NAME:ip=ADDRESS,mac=ADDRESS");
    }
    List<NetworkAttachment> networks = new ArrayList<>();
    for (int i = 0; i < parsed.networks().size(); i++) {
      NetworkAttachment old = parsed.networks().get(i);
      NetworkNameParser parser = new NetworkNameParser(old.network());
      parser.interfaceName = old.interfaceName();
      parser.mac = mac == null ? old.mac() : mac(mac);
      parser.ips.addAll(old.ips());
      for (int j = 0; j < addresses.size(); j++) {
        parser.ips.add(address(addresses.get(j)));
      }
      parser.aliases.addAll(old.aliases());
      for (int j = 0; j < names.size(); j++) {
        parser.aliases.add(alias(names.get(j)));
      }
      networks.add(parser.attachment());
    }
    return networks;
  }

  /**
   * Returns what a container asks of a network that is named without options.
   *
   * @param addresses of either family
   * @throws UsageException where one of them is none
   */
  public static NetworkAttachment wish(
      String network, List<String> addresses, @Nullable String mac, List<String> names) {
    NetworkAttachment plain = new NetworkAttachment(network, "", List.of(), null, List.of());
    return with(of(List.of(plain)), addresses, mac, names).get(0);
  }

  private static NetworkParser of(List<NetworkAttachment> networks) {
    return new NetworkParser(Mode.BRIDGE, null, List.of(), networks);
  }

  private static void requireBridge(NetworkParser network) {
    if (network.mode() != Mode.BRIDGE) {
      throw new UsageException(
          "cannot set multiple networks without bridge network mode, selected mode "
              + network.mode().name().toLowerCase(Locale.ROOT));
    }
  }

  private NetworkAttachment attachment() {
    return new NetworkAttachment(network, interfaceName, ips, mac, aliases);
  }

  private void option(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    if (value.isEmpty()) {
      throw new UsageException(
          "network \"" + network + "\": the option \"" + name + "\" has no value");
    }
    switch (name) {
      case "ip", "ip6" -> ips.add(address(value));
      case "mac" -> mac = mac(value);
      case "alias" -> aliases.add(alias(value));
      case "interface_name" -> interfaceName = interfaceName(value);
      default ->
          throw new UsageException(
              "unknown bridge network option: "
                  + name
                  + "; there are ip, ip6, mac, alias and interface_name");
    }
  }

  private static String address(String text) {
    if (!Addresses.isAddress(text)) {
      throw new UsageException("\"" + text + "\" is not an ip address");
    }
    return text;
  }

  private static String alias(String text) {
    boolean odd = text.isEmpty() || text.length() > 253;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      odd |= c <= ' ' || c > '~' || c == ',' || c == '/';
    }
    if (odd) {
      throw new UsageException("network alias \"" + text + "\" is no name of a host");
    }
    return text;
  }

  private static String interfaceName(String text) {
    boolean odd = text.length() > 15 || text.equals(".") || text.equals("..");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      odd |= c <= ' ' || c > '~' || c == '/' || c == ':';
    }
    if (odd || text.equals("lo")) {
      throw new UsageException(
          "interface name \""
              + text
              + "\" is not made of 1 to 15 letters, digits and signs without '/' and ':'");
    }
    return text;
  }

  /** Six pairs of hexadecimal digits; not that of a group (the first byte is even). */
  private static String mac(String text) {
    boolean odd = text.length() != 17;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      odd |= i % 3 == 2 ? c != ':' && c != '-' : Character.digit(c, 16) < 0;
    }
    if (odd || Character.digit(text.charAt(1), 16) % 2 != 0) {
      throw new UsageException(
          "\"" + text + "\" is not a MAC address of one interface, like 02:42:ac:11:00:02");
    }
    return text.replace('-', ':').toLowerCase(Locale.ROOT);
  }
}
