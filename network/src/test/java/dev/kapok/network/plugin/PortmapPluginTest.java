package dev.kapok.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.process.ProcessResult;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortmapPluginTest {
  private static final ProcessResult FAILED =
      new ProcessResult(1, "", "Error: No such file or directory\n");

  private static final String LISTED =
      """
      {"nftables": [{"map": {"family": "ip", "name": "ports", "elem": [[{"elem": {"val":
      {"concat": ["tcp", 80]}, "comment": "ports net a eth0"}}, {"concat": ["10.9.0.7", 80]}]]}}]}
      """;

  private final RecordingKernel kernel = new RecordingKernel();

  private CniPlugin plugin(String type) {
    return Objects.requireNonNull(
        new BuiltinPlugins(kernel, List.of(), Set.of(), "/nonexistent").find(type));
  }

  private static PluginCall call(String mappings, String more) {
    return Calls.of(
        "a",
        "{'cniVersion':'1.0.0','name':'net','runtimeConfig':{'portMappings':"
            + mappings
            + "}"
            + more
            + ",'prevResult':{'cniVersion':'1.0.0','interfaces':[{'name':'kptest-none'},"
            + "{'name':'eth0','sandbox':'/x'}],'ips':[{'address':'10.9.0.2/24','interface':1},"
            + "{'address':'fd09::2/64','interface':1}]}}");
  }

  private List<String> lines(String mappings, String more) {
    plugin("portmap").add(call(mappings, more));
    return kernel.ran.get(0).lines().filter(line -> !line.contains("owners")).toList();
  }

  @Test
  void publishesOnAllAddressesOfBothFamilies() {
    assertThat(lines("[{'hostPort':80,'containerPort':8080,'protocol':'TCP'}]", ""))
        .containsExactly(
            "nft -f -",
            "add element ip kapok ports { tcp . 80 comment \"ports net a eth0\" : 10.9.0.2 . 8080 }",
            "add element ip kapok hairpin { 10.9.0.0/24 . 10.9.0.2 comment \"ports net a eth0\" }",
            "add element ip kapok hairpin { 127.0.0.0/8 . 10.9.0.2 comment \"ports net a eth0\" }",
            "add element ip6 kapok ports { tcp . 80 comment \"ports net a eth0\" : fd09::2 . 8080 }",
            "add element ip6 kapok hairpin { fd09::/64 . fd09::2 comment \"ports net a eth0\" }");
  }

  @Test
  void publishesOnOneAddressOrOneFamily() {
    assertThat(
            lines(
                "[{'hostPort':53,'containerPort':53,'protocol':'udp','hostIP':'127.0.0.1'},"
                    + "{'hostPort':1,'containerPort':1,'protocol':'sctp','hostIP':'::'}]",
                ",'snat':false"))
        .containsExactly(
            "nft -f -",
            "add element ip kapok ports_at { 127.0.0.1 . udp . 53 comment \"ports net a eth0\""
                + " : 10.9.0.2 . 53 }",
            "add element ip6 kapok ports { sctp . 1 comment \"ports net a eth0\" : fd09::2 . 1 }");
  }

  @Test
  void publishesRanges() {
    assertThat(lines("[{'hostPort':80,'containerPort':8080,'range':3,'hostIP':'0.0.0.0'}]", ""))
        .anyMatch(line -> line.contains("{ tcp . 82 comment") && line.contains(". 8082 }"))
        .hasSize(6);
  }

  @Test
  void startsNothingForAContainerWithoutPorts() {
    PluginCall call = call("[]", "");
    assertThat(plugin("portmap").add(call)).isEqualTo(call.conf().get("prevResult"));
    plugin("portmap").del(call);
    assertThat(kernel.ran).isEmpty();
  }

  @Test
  void deletesOnlyTogetherWithItsOwnMarker() {
    plugin("portmap").del(call("[{'hostPort':80,'containerPort':80,'hostIP':'0.0.0.0'}]", ""));
    assertThat(kernel.ran.get(0))
        .startsWith("nft -f -\ndelete element ip kapok owners { \"p")
        .contains("delete element ip kapok ports { tcp . 80 }\n");
    assertThat(kernel.ran).hasSize(1);
  }

  @Test
  void makesMissingTablesAndReplacesWhatItHadBefore() {
    kernel.answerOnce("nft -f -", FAILED);
    kernel.answer(
        "list table ip kapok",
        new ProcessResult(
            0,
            """
            {"nftables": [{"map": {"family": "ip", "name": "ports", "elem": [[{"elem": {"val":
            {"concat": ["tcp", 80]}, "comment": "ports net a eth0"}}, {"concat": ["10.9.0.7", 80]}]]}}]}
            """,
            ""));
    plugin("portmap").add(call("[{'hostPort':80,'containerPort':80,'hostIP':'0.0.0.0'}]", ""));
    assertThat(kernel.ran.getLast())
        .contains("add table ip kapok\n")
        .contains("delete element ip kapok ports { tcp . 80 }\nadd element ip kapok owners");
  }

  @Test
  void namesWhoHasThePort() {
    kernel.answer("nft -f -", FAILED);
    kernel.answer(
        "list table ip kapok",
        new ProcessResult(
            0,
            """
            {"nftables": [{"map": {"family": "ip", "name": "ports", "elem": [[{"elem": {"val":
            {"concat": ["tcp", 80]}, "comment": "ports net b eth0"}}, {"concat": ["10.9.0.7", 80]}]]}}]}
            """,
            ""));
    assertThatThrownBy(
            () -> plugin("portmap").add(call("[{'hostPort':80,'containerPort':80}]", "")))
        .hasMessageContaining("publish tcp . 80: the port is published for container b");
  }

  @Test
  void tellsWhatIsMissing() {
    kernel.answer("list table", FAILED);
    assertThatThrownBy(
            () -> plugin("portmap").check(call("[{'hostPort':80,'containerPort':80}]", "")))
        .isInstanceOf(CniException.class)
        .hasMessageContaining("rules of the nftables table ip kapok")
        .hasMessageContaining("element tcp . 80 of ports");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'hostPort':70000,'containerPort':1}] | hostPort 70000 is not within",
        "[{'hostPort':1,'containerPort':0}] | is not within 1 and 65535",
        "[{'hostPort':65535,'containerPort':1,'range':2}] | 2 ports",
        "[{'hostPort':1,'containerPort':1,'protocol':'icmp'}] | tcp, udp and sctp can",
        "[{'hostPort':1,'containerPort':1,'hostIP':'localhost'}] | no IP address",
        "[1] | not an object",
        "{} | not an array"
      })
  void refusesWrongMappings(String mappings, String why) {
    assertThatThrownBy(() -> plugin("portmap").add(call(mappings, "")))
        .isInstanceOf(CniException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesRulesOfIptables() {
    assertThatThrownBy(() -> plugin("portmap").add(call("[]", ",'conditionsV4':['-s','x']")))
        .hasMessageContaining("conditionsV4 is not supported");
  }

  @Test
  void deletesPortsWhoseMappingsAreNoLongerTaken() {
    kernel.answer("list table ip kapok", new ProcessResult(0, LISTED, ""));
    kernel.answer("list table ip6 kapok", FAILED);
    plugin("portmap").del(call("[{'hostPort':70000}]", ",'conditionsV4':['x']"));
    assertThat(kernel.ran).contains("nft -f -\ndelete element ip kapok ports { tcp . 80 }\n");
  }

  @Test
  void doesNotTakeEveryFailureForAMissingTable() {
    kernel.answer("list table", new ProcessResult(1, "", "Error: Operation not permitted\n"));
    kernel.answer("nft -f -", FAILED);
    assertThatThrownBy(() -> plugin("portmap").del(call("[{'hostPort':80,'containerPort':1}]", "")))
        .isInstanceOf(CniException.class)
        .hasMessageContaining("list the nftables table ip kapok: nft: Error: Operation not");
  }
}
