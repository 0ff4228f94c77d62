package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.HostEntryParser;
import dev.kapok.cli.values.NetworkNameParser;
import dev.kapok.cli.values.NetworkParser;
import dev.kapok.cli.values.PublishParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import java.util.ArrayList;
import java.util.List;

/** How the container reaches the world and is reached. */
public final class NetworkOptions {
  private NetworkOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.list("network", "stringArray", "Connect a container to a network"));
    options.add(
        Option.commaList(
            "publish",
            'p',
            "strings",
            "Publish a container's port, or a range of ports, to the host"));
    options.add(
        Option.commaList("add-host", "strings", "Add a custom host-to-IP mapping (host:ip)"));
    options.add(Option.text("ip", "string", "Specify a static IPv4 address for the container"));
    options.add(Option.text("ip6", "string", "Specify a static IPv6 address for the container"));
    options.add(Option.text("mac-address", "string", "Container MAC address"));
    options.add(
        Option.list("network-alias", "strings", "Add network-scoped alias for the container"));
    options.add(Option.commaList("dns", "strings", "Set custom DNS servers"));
    options.add(Option.commaList("dns-search", "strings", "Set custom DNS search domains"));
    options.add(Option.commaList("dns-option", "strings", "Set custom DNS options"));
    options.add(
        Option.flag(
            "no-hosts",
            "Do not create /etc/hosts within the container, instead use the version from the"
                + " image"));
  }

  /** Returns what the container itself has; in a pod that is made for it, all is the pod's. */
  static NetworkConfig build(Arguments arguments, ContainerDefaults defaults) {
    return arguments.given("pod") && PodChoice.isNew(arguments)
        ? PodChoice.OF_POD
        : own(arguments, defaults);
  }

  /** Returns what the options say. */
  static NetworkConfig own(Arguments arguments, ContainerDefaults defaults) {
    NetworkParser network = network(arguments, defaults);
    List<PortMapping> ports = new ArrayList<>();
    List<String> publish = arguments.list("publish");
    for (int i = 0; i < publish.size(); i++) {
      ports.add(PublishParser.parse(publish.get(i)));
    }
    List<String> hosts = arguments.list("add-host");
    for (int i = 0; i < hosts.size(); i++) {
      HostEntryParser.host(hosts.get(i));
    }
    boolean noHosts = arguments.flag("no-hosts");
    if (noHosts && !hosts.isEmpty()) {
      throw new UsageException("--no-hosts and --add-host cannot be set together");
    }
    List<String> servers = given(arguments, "dns", defaults.dnsServers());
    for (int i = 0; i < servers.size(); i++) {
      HostEntryParser.dns(servers.get(i));
    }
    return new NetworkConfig(
        network.mode(),
        network.target(),
        network.options(),
        ports,
        servers,
        given(arguments, "dns-search", defaults.dnsSearch()),
        given(arguments, "dns-option", defaults.dnsOptions()),
        hosts,
        !noHosts,
        networks(arguments, network));
  }

  private static List<NetworkAttachment> networks(Arguments arguments, NetworkParser network) {
    boolean more =
        arguments.given("ip")
            || arguments.given("ip6")
            || arguments.given("mac-address")
            || arguments.given("network-alias");
    if (!more) {
      return network.networks();
    }
    List<String> addresses = new ArrayList<>();
    if (arguments.given("ip")) {
      addresses.add(arguments.text("ip"));
    }
    if (arguments.given("ip6")) {
      addresses.add(arguments.text("ip6"));
    }
    String mac = arguments.given("mac-address") ? arguments.text("mac-address") : null;
    return NetworkNameParser.with(network, addresses, mac, arguments.list("network-alias"));
  }

  private static NetworkParser network(Arguments arguments, ContainerDefaults defaults) {
    if (arguments.given("network")) {
      return NetworkParser.parse(arguments.list("network"));
    }
    boolean inPod = arguments.given("pod") || arguments.given("pod-id-file");
    if (inPod && !PodChoice.isNew(arguments)) {
      return NetworkParser.parse(List.of()); // the pod's, if that shares it
    }
    return switch (defaults.network()) {
      case "", "default", "private", "bridge" -> NetworkParser.parse(List.of());
      default -> NetworkParser.parse(defaults.network());
    };
  }

  private static List<String> given(Arguments arguments, String name, List<String> fallback) {
    return arguments.given(name) ? arguments.list(name) : fallback;
  }
}
