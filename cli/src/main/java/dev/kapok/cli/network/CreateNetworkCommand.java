package dev.kapok.cli.network;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.libpod.NetworkRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code network create}: defines a network and prints its name. */
public final class CreateNetworkCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Create networks for containers and pods",
        "[options] [NAME]",
        List.of(
            Option.flag("disable-dns", "Disable dns plugin"),
            Option.commaList("dns", "strings", "DNS servers this network will use"),
            Option.text("driver", 'd', "string", "Driver to manage the network (default bridge)"),
            Option.commaList("gateway", "ipSlice", "IPv4 or IPv6 gateway for the subnet"),
            Option.flag("ignore", "Don't fail if network already exists"),
            Option.text("interface-name", "string", "Interface name which is used by the driver"),
            Option.flag("internal", "Restrict external access from this network"),
            Option.list("ip-range", "stringArray", "Allocate container IP from range"),
            Option.text("ipam-driver", "string", "IP Address Management Driver"),
            Option.flag("ipv6", "Enable IPv6 networking"),
            Option.list("label", "stringArray", "Set metadata on a network"),
            Option.list("opt", 'o', "stringArray", "Set driver specific options"),
            Option.list("route", "stringArray", "Static routes"),
            Option.list("subnet", "stringArray", "Subnets in CIDR format")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.size() > 1) {
      throw new UsageException("accepts at most 1 arg(s), received " + words.size());
    }
    boolean named = !words.isEmpty() && !words.get(0).isEmpty();
    NetworkRequest request =
        new NetworkRequest(
            named ? words.get(0) : null,
            arguments.text("driver", "bridge"),
            arguments.text("interface-name"),
            new NetworkRequest.Addressing(
                arguments.list("subnet"),
                arguments.list("gateway"),
                arguments.list("ip-range"),
                arguments.list("route"),
                arguments.flag("ipv6"),
                arguments.text("ipam-driver")),
            new NetworkRequest.Dns(!arguments.flag("disable-dns"), arguments.list("dns")),
            arguments.flag("internal"),
            KeyValueParser.labels(arguments.list("label")),
            options(arguments.list("opt")),
            arguments.flag("ignore"));
    session.print(session.services().engine().networks().create(request));
    return 0;
  }

  /** Several may stand in one value, between commas. */
  private static Map<String, String> options(List<String> texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int from = 0;
      while (from <= text.length()) {
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        put(options, text.substring(from, end));
        from = end + 1;
      }
    }
    return options;
  }

  private static void put(Map<String, String> options, String text) {
    int equals = text.indexOf('=');
    options.put(
        equals < 0 ? text : text.substring(0, equals),
        equals < 0 ? "" : text.substring(equals + 1));
  }
}
