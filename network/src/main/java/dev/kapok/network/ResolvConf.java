package dev.kapok.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of a container's /etc/resolv.conf (resolv.conf(5)), and what the host's says.
 *
 * @param nameservers addresses
 * @param search domains
 * @param options as after the word "options"
 */
public record ResolvConf(List<String> nameservers, List<String> search, List<String> options) {
  private static final String PATH = "/etc/resolv.conf";

  /** What systemd-resolved(8) writes into resolv.conf, and where it keeps the real servers. */
  private static final String SYSTEMD_STUB = "127.0.0.53";

  private static final String SYSTEMD_PATH = "/run/systemd/resolve/resolv.conf";

  /** Copies the lists. */
  public ResolvConf {
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    options = List.copyOf(options);
  }

  /** Reads a resolv.conf; unknown lines are left out. */
  public static ResolvConf parse(String text) {
    List<String> nameservers = new ArrayList<>();
    List<String> search = List.of();
    List<String> options = new ArrayList<>();
    List<String> lines = TextFiles.split(text, '\n');
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = TextFiles.words(withoutComment(lines.get(i)));
      if (words.size() > 1) {
        List<String> values = words.subList(1, words.size());
        switch (words.get(0)) {
          case "nameserver" -> nameservers.add(values.get(0));
          // The last line of either kind counts.
          case "search", "domain" -> search = values;
          case "options" -> options.addAll(values);
          default -> {}
        }
      }
    }
    return new ResolvConf(nameservers, search, options);
  }

  /**
   * Reads the host's file: /etc/resolv.conf or, where that only names systemd-resolved's loopback
   * address, the list of real servers that systemd-resolved writes. An empty one where none is
   * there.
   */
  public static ResolvConf ofHost() {
    return ofHost(PATH, SYSTEMD_PATH);
  }

  static ResolvConf ofHost(String path, String systemdPath) {
    ResolvConf host = parse(TextFiles.read(path));
    if (host.nameservers.size() == 1 && host.nameservers.get(0).equals(SYSTEMD_STUB)) {
      ResolvConf real = parse(TextFiles.read(systemdPath));
      if (!real.nameservers.isEmpty()) {
        return real;
      }
    }
    return host;
  }

  /** Returns this without servers on a loopback address, for a namespace with its own loopback. */
  public ResolvConf withoutLoopback() {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < nameservers.size(); i++) {
      String server = nameservers.get(i);
      if (!server.startsWith("127.") && !server.equals("::1")) {
        kept.add(server);
      }
    }
    return new ResolvConf(kept, search, options);
  }

  /** Returns this with servers in front of its own. */
  public ResolvConf withFirst(List<String> servers) {
    Set<String> all = new LinkedHashSet<>(servers);
    all.addAll(nameservers);
    return new ResolvConf(new ArrayList<>(all), search, options);
  }

  /**
   * Returns this with what the user asked for: servers replace all others; search domains and
   * options replace theirs; a search domain of "." means none.
   */
  public ResolvConf overriddenBy(List<String> dns, List<String> domains, List<String> dnsOptions) {
    List<String> newSearch = domains.isEmpty() ? search : domains;
    return new ResolvConf(
        dns.isEmpty() ? nameservers : dns,
        domains.contains(".") ? List.of() : newSearch,
        dnsOptions.isEmpty() ? options : dnsOptions);
  }

  /** Returns the file's text. */
  public String render() {
    StringBuilder text = new StringBuilder();
    line(text, "search", search);
    for (int i = 0; i < nameservers.size(); i++) {
      text.append("nameserver ").append(nameservers.get(i)).append('\n');
    }
    line(text, "options", options);
    return text.toString();
  }

  private static void line(StringBuilder text, String keyword, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    text.append(keyword);
    for (int i = 0; i < values.size(); i++) {
      text.append(' ').append(values.get(i));
    }
    text.append('\n');
  }

  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#' || line.charAt(i) == ';') {
        return line.substring(0, i);
      }
    }
    return line;
  }
}
