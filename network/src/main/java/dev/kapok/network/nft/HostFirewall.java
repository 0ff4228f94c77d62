package dev.kapok.network.nft;

import dev.kapok.network.TextFiles;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Tools;
import dev.kapok.sys.process.ProcessResult;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a bridge's traffic pass on hosts whose iptables(8) drop what no rule of theirs allows, as
 * docker and ufw have it. What one table accepts, another may still drop: so these rules are put
 * into the chains that drop, by the program that keeps them, with a comment that says whose they
 * are.
 *
 * <p>Chains that somebody wrote for nft(8) are nobody's but their owner's: there it is the owner
 * who has to allow the bridge.
 */
public final class HostFirewall {
  private static final String COMMENT = "kapok";
  private static final String FORWARD = "FORWARD";
  private static final String INPUT = "INPUT";

  /**
   * Takes away what was added for the bridge $0, where the file $1 says that something was; twice
   * the same rule may be there.
   */
  public static final String FORGET =
      "[ ! -e \"$1\" ] || { for p in iptables ip6tables iptables-nft ip6tables-nft"
          + " iptables-legacy ip6tables-legacy; do for r in"
          + " \"FORWARD -i $0\" \"FORWARD -o $0 -m conntrack --ctstate RELATED,ESTABLISHED,DNAT\""
          + " \"INPUT -i $0 -p udp --dport 53\" \"INPUT -i $0 -p tcp --dport 53\";"
          + " do while $p -w -D $r -m comment --comment "
          + COMMENT
          + " -j ACCEPT; do :; done; done; done; rm -f \"$1\"; } 2>/dev/null";

  private final Tools tools;
  private final String legacyTables;

  /** Works by the programs given. */
  public HostFirewall(Tools tools) {
    this(tools, "/proc/thread-self/net");
  }

  /**
   * Works by the programs given.
   *
   * @param proc the folder with the names of the tables of old, ip_tables_names and
   *     ip6_tables_names
   */
  HostFirewall(Tools tools, String proc) {
    this.tools = tools;
    this.legacyTables = proc;
  }

  /**
   * Lets a bridge's traffic pass where it would be dropped.
   *
   * @param chains what {@code nft list chains} says
   * @param mark a file that is made before anything is added, see {@link #FORGET}
   * @throws LinkException where it cannot be done, with what to do
   */
  public void allow(String bridge, boolean ipv6, String chains, File mark) {
    String program = ipv6 ? "ip6tables" : "iptables";
    String family = ipv6 ? "ip6" : "ip";
    if (drops(chains, family, FORWARD)) {
      allow(program, "nft", FORWARD, bridge, mark);
    }
    if (drops(chains, family, INPUT)) {
      allow(program, "nft", INPUT, bridge, mark);
    }
    if (hasLegacyFilter(family)) {
      String policies = run(variant(program, "legacy"), List.of("-w", "-S")).stdout();
      if (policies.contains("-P FORWARD DROP")) {
        allow(program, "legacy", FORWARD, bridge, mark);
      }
      if (policies.contains("-P INPUT DROP")) {
        allow(program, "legacy", INPUT, bridge, mark);
      }
    }
  }

  /** The policy stands in the line below the chain's. */
  private static boolean drops(String chains, String family, String chain) {
    List<String> lines = TextFiles.split(chains, '\n');
    boolean within = false;
    for (int i = 0; i + 1 < lines.size(); i++) {
      String line = lines.get(i).trim();
      if (line.startsWith("table ")) {
        within = line.startsWith("table " + family + " filter ");
      } else if (within && line.startsWith("chain " + chain + " ")) {
        return lines.get(i + 1).contains("policy drop");
      }
    }
    return false;
  }

  private boolean hasLegacyFilter(String family) {
    try (FileInputStream in = new FileInputStream(legacyTables + "/" + family + "_tables_names")) {
      String names = new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1);
      return TextFiles.words(names).contains("filter");
    } catch (IOException _) {
      return false; // such tables were never used
    }
  }

  private void allow(String program, String kind, String chain, String bridge, File mark) {
    String found = variant(program, kind);
    List<List<String>> rules = rules(chain, bridge);
    for (int i = 0; i < rules.size(); i++) {
      if (!run(found, command("-C", rules.get(i))).ok()) {
        touch(mark);
        ProcessResult result = run(found, command("-A", rules.get(i)));
        if (!result.ok()) {
          throw new LinkException(
              "allow bridge " + bridge + " in chain " + chain + ": " + result.stderr().trim());
        }
      }
    }
  }

  /** Containers ask the bridge's own address for names; all else is passed on. */
  private static List<List<String>> rules(String chain, String bridge) {
    if (chain.equals(INPUT)) {
      return List.of(
          List.of(INPUT, "-i", bridge, "-p", "udp", "--dport", "53"),
          List.of(INPUT, "-i", bridge, "-p", "tcp", "--dport", "53"));
    }
    return List.of(
        List.of(FORWARD, "-i", bridge),
        List.of(FORWARD, "-o", bridge, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED,DNAT"));
  }

  private static List<String> command(String verb, List<String> rule) {
    List<String> command = new ArrayList<>(List.of("-w", verb));
    command.addAll(rule);
    command.addAll(List.of("-m", "comment", "--comment", COMMENT, "-j", "ACCEPT"));
    return command;
  }

  private ProcessResult run(String program, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(arguments);
    return tools.run(null, argv, "");
  }

  private String variant(String program, String kind) {
    if (tools.has(program + "-" + kind)) {
      return program + "-" + kind;
    }
    if (!tools.has(program)) {
      throw new LinkException(
          "this host drops what passes through it (policy of a chain of iptables), and "
              + program
              + " is not there to allow networks of containers: install the package iptables, or"
              + " use --network=host, none or slirp4netns");
    }
    return program;
  }

  private static void touch(File mark) {
    try {
      boolean _ = mark.createNewFile();
    } catch (IOException e) {
      throw new LinkException("make " + mark + ": " + e.getMessage());
    }
  }
}
