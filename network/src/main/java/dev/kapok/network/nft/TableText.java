package dev.kapok.network.nft;

import org.jspecify.annotations.Nullable;

/**
 * What the tables consist of besides elements, nft(8).
 *
 * <p>The text makes what is missing and writes all rules anew, in one transaction: it may be run at
 * any time, by several at once, and leaves the elements alone.
 */
final class TableText {
  private static final String RULE = "add rule ";

  private TableText() {}

  /** Returns the commands for one family. */
  static String of(boolean ipv6) {
    String address = ipv6 ? "ipv6_addr" : "ipv4_addr";
    String port = " : " + address + " . inet_service";
    StringBuilder text = new StringBuilder(2048);
    text.append("add table F kapok\n");
    set(text, "owners", "ifname", "");
    set(text, "masq", address, "");
    set(text, "near", address + " . " + address, "flags interval ; ");
    set(text, "hairpin", address + " . " + address, "flags interval ; ");
    set(text, "same", "ifname . ifname", "");
    set(text, "isolated", "ifname", "");
    set(text, "strict", "ifname", "");
    set(text, "internal", "ifname", "");
    map(text, "ports", "inet_proto . inet_service" + port);
    map(text, "ports_at", address + " . inet_proto . inet_service" + port);
    filters(text, ipv6);
    redirections(text, ipv6);
    return text.toString().replace(" F ", ipv6 ? " ip6 " : " ip ");
  }

  /** Returns how many rules a whole table has. */
  static int rules(boolean ipv6) {
    String text = of(ipv6);
    int count = 0;
    for (int i = text.indexOf(RULE); i >= 0; i = text.indexOf(RULE, i + 1)) {
      count++;
    }
    return count;
  }

  private static void filters(StringBuilder text, boolean ipv6) {
    // Where route_localnet lets this host reach containers from 127.0.0.1, nobody may come back in
    // to what listens on loopback only (CVE-2020-8558). Before the first NAT: answers pass.
    chain(text, "guard", "type filter hook prerouting priority raw");
    rule(text, "guard", "iifname != \"lo\" F daddr " + (ipv6 ? "::1" : "127.0.0.0/8") + " drop");
    chain(text, "forward", "type filter hook forward priority filter");
    rule(text, "forward", "iifname . oifname @same accept");
    rule(text, "forward", "iifname @internal drop");
    rule(text, "forward", "oifname @internal drop");
    rule(text, "forward", "iifname @isolated oifname @isolated drop");
    rule(text, "forward", "iifname @strict F daddr @masq drop");
    rule(text, "forward", "oifname @strict F saddr @masq drop");
  }

  private static void redirections(StringBuilder text, boolean ipv6) {
    chain(text, "publish", null);
    rule(text, "publish", "dnat F to F daddr . meta l4proto . th dport map @ports_at");
    rule(text, "publish", "dnat F to meta l4proto . th dport map @ports");
    chain(text, "prerouting", "type nat hook prerouting priority dstnat");
    rule(text, "prerouting", "fib daddr type local jump publish");
    chain(text, "output", "type nat hook output priority -100");
    // The kernel has no way from ::1 to another host, whatever the address is changed to.
    String local = ipv6 ? "F daddr != ::1 " : "";
    rule(text, "output", local + "fib daddr type local jump publish");
    chain(text, "postrouting", "type nat hook postrouting priority srcnat");
    rule(text, "postrouting", "ct status dnat F saddr . F daddr @hairpin masquerade");
    rule(text, "postrouting", "F saddr . F daddr @near accept");
    rule(text, "postrouting", "F daddr " + (ipv6 ? "ff00::/8" : "224.0.0.0/4") + " accept");
    rule(text, "postrouting", "F saddr @masq masquerade");
  }

  private static void set(StringBuilder text, String name, String type, String more) {
    text.append("add set F kapok ").append(name);
    text.append(" { type ").append(type).append(" ; ").append(more).append("}\n");
  }

  private static void map(StringBuilder text, String name, String type) {
    text.append("add map F kapok ").append(name).append(" { type ").append(type).append(" ; }\n");
  }

  private static void chain(StringBuilder text, String name, @Nullable String hook) {
    text.append("add chain F kapok ").append(name);
    if (hook != null) {
      text.append(" { ").append(hook).append(" ; policy accept ; }");
    }
    text.append("\nflush chain F kapok ").append(name).append('\n');
  }

  private static void rule(StringBuilder text, String chain, String rule) {
    text.append(RULE + "F kapok ").append(chain).append(' ').append(rule).append('\n');
  }
}
