package dev.kapok.network.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Tools;
import dev.kapok.network.plugin.RecordingKernel;
import dev.kapok.sys.process.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFirewallTest {
  private static final String DROPPING =
      """
      table ip kapok {
      \tchain forward {
      \t\ttype filter hook forward priority filter; policy accept;
      \t}
      }
      table ip filter {
      \tchain INPUT {
      \t\ttype filter hook input priority filter; policy accept;
      \t}
      \tchain FORWARD {
      \t\ttype filter hook forward priority filter; policy drop;
      \t}
      \tchain DOCKER-USER {
      \t}
      }
      """;

  @TempDir private Path folder = Path.of("/");

  private final RecordingKernel kernel = new RecordingKernel();

  private Path mark() {
    return folder.resolve("mark");
  }

  private void allow(String chains, boolean ipv6) {
    new HostFirewall(new Tools(kernel), folder.toString())
        .allow("kapok0", ipv6, chains, mark().toFile());
  }

  @Test
  void allowsABridgeWhereForwardingIsDropped() {
    kernel.answer(" -C ", new ProcessResult(1, "", "Bad rule"));

    allow(DROPPING, false);

    assertThat(kernel.ran)
        .containsExactly(
            "iptables-nft -w -C FORWARD -i kapok0 -m comment --comment kapok -j ACCEPT",
            "iptables-nft -w -A FORWARD -i kapok0 -m comment --comment kapok -j ACCEPT",
            "iptables-nft -w -C FORWARD -o kapok0 -m conntrack --ctstate RELATED,ESTABLISHED,DNAT"
                + " -m comment --comment kapok -j ACCEPT",
            "iptables-nft -w -A FORWARD -o kapok0 -m conntrack --ctstate RELATED,ESTABLISHED,DNAT"
                + " -m comment --comment kapok -j ACCEPT");
    assertThat(mark()).exists();
  }

  @Test
  void addsNothingTwice() {
    allow(DROPPING, false);

    assertThat(kernel.ran).hasSize(2).allMatch(ran -> ran.contains(" -C "));
    assertThat(mark()).doesNotExist();
  }

  @Test
  void leavesHostsAloneThatAccept() {
    allow(DROPPING.replace("policy drop", "policy accept"), false);
    allow(DROPPING, true);
    allow("", false);

    assertThat(kernel.ran).isEmpty();
  }

  @Test
  void answersQuestionsForNamesWhereInputIsDropped() {
    kernel.answer(" -C ", new ProcessResult(1, "", "Bad rule"));

    allow(DROPPING.replace("accept", "drop"), false);

    assertThat(kernel.ran)
        .contains(
            "iptables-nft -w -A INPUT -i kapok0 -p udp --dport 53 -m comment --comment kapok -j"
                + " ACCEPT");
  }

  @Test
  void seesTheTablesOfOld() throws IOException {
    Files.writeString(folder.resolve("ip6_tables_names"), "nat\nfilter\n");
    kernel.answer("-S", new ProcessResult(0, "-P INPUT ACCEPT\n-P FORWARD DROP\n", ""));

    allow("", true);

    assertThat(kernel.ran).first().asString().isEqualTo("ip6tables-legacy -w -S");
    assertThat(kernel.ran).hasSize(3);
  }

  @Test
  void saysWhatIsMissing() {
    kernel.missing = "iptables";

    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> allow(DROPPING, false))
        .withMessageContaining("install the package iptables");
  }

  @Test
  void saysWhatTheFirewallSays() {
    kernel.answer(" -A ", new ProcessResult(4, "", "Permission denied\n"));
    kernel.answer(" -C ", new ProcessResult(1, "", ""));

    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> allow(DROPPING, false))
        .withMessage("allow bridge kapok0 in chain FORWARD: Permission denied");
  }
}
