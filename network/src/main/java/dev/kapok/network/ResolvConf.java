package dev.kapok.network;

import java.util.List;

/**
 * The text of a container's /etc/resolv.conf (resolv.conf(5)), and what the host's says.
 *
 * @param nameservers addresses
 * @param search domains
 * @param options as after the word "options"
 */
public record ResolvConf(List<String> nameservers, List<String> search, List<String> options) {
  /** Copies the lists. */
  public ResolvConf {
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    options = List.copyOf(options);
  }

  /** Reads a resolv.conf; unknown lines are left out. */
  public static ResolvConf parse(String text) {
    return new ResolvConf(List.of(), List.of(), List.of());
  }

  /**
   * Reads the host's file: /etc/resolv.conf or, where that only names systemd-resolved's loopback
   * address, the list of real servers that systemd-resolved writes. An empty one where none is
   * there.
   */
  public static ResolvConf ofHost() {
    return new ResolvConf(List.of(), List.of(), List.of());
  }

  /** Returns this without servers on a loopback address, for a namespace with its own loopback. */
  public ResolvConf withoutLoopback() {
    return this;
  }

  /** Returns this with servers in front of its own. */
  public ResolvConf withFirst(List<String> servers) {
    return this;
  }

  /**
   * Returns this with what the user asked for: servers replace all others; search domains and
   * options replace theirs; a search domain of "." means none.
   */
  public ResolvConf overriddenBy(List<String> dns, List<String> domains, List<String> dnsOptions) {
    return this;
  }

  /** Returns the file's text. */
  public String render() {
    return "";
  }
}
