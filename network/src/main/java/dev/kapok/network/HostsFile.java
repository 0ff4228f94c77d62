package dev.kapok.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a container's /etc/hosts (hosts(5)).
 *
 * <p>What the user added comes first, as the first line with a name counts; then {@code base}, the
 * loopback's names where {@code base} has none, the host's names unless the user gave them, and the
 * container's own.
 *
 * @param base lines of another hosts file, "" for none
 * @param address the container's own address, null where it has none of its own
 * @param names the container's host name and other names
 * @param hostAddress what host.containers.internal, host.docker.internal and "host-gateway" mean,
 *     null where the host cannot be reached
 * @param added {@code name[;name…]:address} entries; the address may be "host-gateway"
 */
public record HostsFile(
    String base,
    @Nullable String address,
    List<String> names,
    @Nullable String hostAddress,
    List<String> added) {
  private static final String HOST_GATEWAY = "host-gateway";
  private static final List<String> HOST_NAMES =
      List.of("host.containers.internal", "host.docker.internal");

  /** Copies the lists. */
  public HostsFile {
    names = List.copyOf(names);
    added = List.copyOf(added);
  }

  /**
   * Returns the file's text.
   *
   * @throws NetworkException for an entry that is none
   */
  public String render() {
    StringBuilder text = new StringBuilder();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      add(text, added.get(i), given);
    }
    text.append(base);
    if (!base.isEmpty() && !base.endsWith("\n")) {
      text.append('\n');
    }
    if (!mentions(base, "localhost")) {
      text.append("127.0.0.1\tlocalhost localhost.localdomain\n");
      text.append("::1\tlocalhost ip6-localhost ip6-loopback\n");
    }
    List<String> hostNames = new ArrayList<>(HOST_NAMES);
    hostNames.removeAll(given);
    if (hostAddress != null && !hostNames.isEmpty()) {
      line(text, hostAddress, hostNames);
    }
    if (!names.isEmpty()) {
      // Without an address of its own, a container still finds its own name.
      line(text, address == null ? "127.0.1.1" : address, names);
    }
    return text.toString();
  }

  /**
   * Checks an entry of {@code --add-host}.
   *
   * @throws NetworkException where it is none
   */
  public static void check(String entry) {
    int colon = entry.indexOf(':');
    String names = colon < 0 ? "" : entry.substring(0, colon);
    String address = colon < 0 ? "" : unbracketed(entry.substring(colon + 1));
    if (TextFiles.split(names, ';').contains("") || hasBlank(names)) {
      throw invalid(entry, "it is NAME:ADDRESS, or NAME;NAME:ADDRESS");
    }
    if (!address.equals(HOST_GATEWAY)
        && Ipv4.parse(address) == Ipv4.NONE
        && !Ipv4.looksLikeIpv6(address)) {
      throw invalid(entry, "\"" + address + "\" is neither an address nor host-gateway");
    }
  }

  private void add(StringBuilder text, String entry, List<String> given) {
    check(entry);
    int colon = entry.indexOf(':');
    List<String> entryNames = TextFiles.split(entry.substring(0, colon), ';');
    String entryAddress = unbracketed(entry.substring(colon + 1));
    if (entryAddress.equals(HOST_GATEWAY)) {
      if (hostAddress == null) {
        throw invalid(entry, "the host cannot be reached in this network mode");
      }
      entryAddress = hostAddress;
    }
    line(text, entryAddress, entryNames);
    given.addAll(entryNames);
  }

  private static void line(StringBuilder text, String address, List<String> names) {
    text.append(address).append('\t');
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : " ").append(names.get(i));
    }
    text.append('\n');
  }

  private static boolean mentions(String hosts, String name) {
    List<String> lines = TextFiles.split(hosts, '\n');
    for (int i = 0; i < lines.size(); i++) {
      int comment = lines.get(i).indexOf('#');
      String line = comment < 0 ? lines.get(i) : lines.get(i).substring(0, comment);
      if (TextFiles.words(line).lastIndexOf(name) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return true;
      }
    }
    return false;
  }

  private static String unbracketed(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private static NetworkException invalid(String entry, String reason) {
    return new NetworkException(
        NetworkException.Kind.INVALID, "--add-host " + entry + ": " + reason);
  }
}
