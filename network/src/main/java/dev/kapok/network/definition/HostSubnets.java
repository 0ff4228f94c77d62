package dev.kapok.network.definition;

import dev.kapok.network.TextFiles;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TextFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What the host can reach without its default route, and its own addresses: subnets that a network
 * must leave alone (proc(5), /proc/net).
 */
final class HostSubnets {
  /** A host in the middle of the internet has a million routes, of some 100 bytes. */
  private static final int LARGEST = 256 << 20;

  private static final String LOCAL = "/32 host LOCAL";

  private final List<Subnet> found = new ArrayList<>();

  private HostSubnets() {}

  /** Reads the routes of this process's network namespace. */
  static List<Subnet> read(Kernel kernel) {
    TextFile files = new TextFile(kernel.io());
    return parse(
        text(files, "/proc/net/route"),
        text(files, "/proc/net/fib_trie"),
        text(files, "/proc/net/ipv6_route"));
  }

  private static String text(TextFile files, String path) {
    try {
      String text = files.readIfThere(path, LARGEST);
      return text == null ? "" : text;
    } catch (SyscallException _) {
      return ""; // no /proc, or one that hides the network
    }
  }

  /** Reads the texts of /proc/net/route, fib_trie and ipv6_route. */
  static List<Subnet> parse(String route, String fibTrie, String ipv6Route) {
    HostSubnets subnets = new HostSubnets();
    subnets.addRoutes(route);
    subnets.addAddresses(fibTrie);
    subnets.addIpv6Routes(ipv6Route);
    return subnets.found;
  }

  private void addRoutes(String text) {
    List<String> lines = TextFiles.split(text, '\n');
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = TextFiles.words(lines.get(i));
      if (fields.size() >= 8 && !fields.get(7).equals("00000000")) {
        long mask = fromHostOrder(fields.get(7));
        found.add(new Subnet(IpAddress.ipv4(fromHostOrder(fields.get(1))), Long.bitCount(mask)));
      }
    }
  }

  private static long fromHostOrder(String hex) {
    return Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
  }

  /** An address stands in the line before the one that says whose it is. */
  private void addAddresses(String trie) {
    String before = "";
    List<String> lines = TextFiles.split(trie, '\n');
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.endsWith(LOCAL)) {
        List<String> words = TextFiles.words(before);
        IpAddress address = words.isEmpty() ? null : IpAddress.parse(words.getLast());
        if (address != null) {
          found.add(new Subnet(address, address.bits()));
        }
      }
      before = line;
    }
  }

  /** Every destination but the default: 32 digits, and the prefix in two. */
  private void addIpv6Routes(String text) {
    List<String> lines = TextFiles.split(text, '\n');
    for (int i = 0; i < lines.size(); i++) {
      List<String> fields = TextFiles.words(lines.get(i));
      if (fields.size() < 10 || fields.get(0).length() != 32 || fields.get(1).equals("00")) {
        continue;
      }
      long high = Long.parseUnsignedLong(fields.get(0).substring(0, 16), 16);
      long low = Long.parseUnsignedLong(fields.get(0).substring(16), 16);
      int prefix = Integer.parseInt(fields.get(1), 16);
      found.add(new Subnet(IpAddress.ipv6(high, low), prefix));
    }
  }
}
