package dev.kapok.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.process.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgePluginTest {
  private static final String HOST_SHOWS =
      """
      [{"ifname":"kptest0","address":"02:00:00:00:00:01","ifalias":"kapok","addr_info":[]}]

      [{"ifname":"veth","address":"02:00:00:00:00:02"}]
      """;
  private static final String INSIDE_SHOWS =
      "[{\"ifname\":\"eth0\",\"address\":\"02:00:00:00:00:03\"}]\n";

  @TempDir Path folder;

  private final RecordingKernel kernel = new RecordingKernel();

  private CniPlugin plugin() {
    kernel.answer("type veth", new ProcessResult(0, HOST_SHOWS.replace("\"veth\"", veth()), ""));
    kernel.answer("link show dev eth0", new ProcessResult(0, INSIDE_SHOWS, ""));
    return Objects.requireNonNull(
        new BuiltinPlugins(kernel, List.of(), Set.of(), folder + "/locks").find("bridge"));
  }

  private static String veth() {
    return '"' + VethName.of("net", Calls.of("a", "{}").attachment()) + '"';
  }

  private PluginCall call(String more) {
    return Calls.of(
        "a",
        "{'cniVersion':'1.0.0','name':'net','bridge':'kptest0'"
            + more
            + ",'ipam':{'type':'host-local','dataDir':'"
            + folder
            + "','ranges':[[{'subnet':'10.9.0.0/24'}],[{'subnet':'fd09::/64'}]],"
            + "'routes':[{'dst':'0.0.0.0/0'},{'dst':'::/0','gw':'fd09::9'}]}}");
  }

  @Test
  void forgetsHowABridgeOfThatNameWasKeptApart() throws IOException {
    Path mark = Files.createDirectories(folder.resolve("locks")).resolve("zone.kptest0");
    Files.createFile(mark);
    plugin().add(call(""));
    assertThat(kernel.ran.get(1))
        .contains("add element ip kapok isolated { \"kptest0\"")
        .contains("delete element ip kapok isolated { \"kptest0\" }");
    assertThat(kernel.ran.get(2)).contains("delete element ip6 kapok same { \"kptest0\" . ");
    assertThat(mark).doesNotExist();
  }

  @Test
  void usesTheBridgeThatAnotherCommandMadeMeanwhile() {
    kernel.answerOnce(
        "type bridge\n",
        new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:1\n"));
    plugin().add(call(""));
    assertThat(kernel.ran.get(0)).contains("link add name kptest0 ");
    assertThat(kernel.ran.get(1)).startsWith("ip -j -batch -\nlink add name veth");
  }

  @Test
  void makesTheBridgeAndBothEndsInOneBatch() {
    plugin().add(call(",'hairpinMode':true,'mtu':1400"));
    assertThat(kernel.ran).hasSize(2);
    assertThat(
            kernel
                .ran
                .get(0)
                .replace(veth().replace("\"", ""), "VETH")
                .replaceAll("(:[0-9a-f]{2}){5}", ":RANDOM"))
        .isEqualTo(
            """
            ip -j -batch -
            link add name kptest0 mtu 1400 address 02:RANDOM type bridge
            link set dev kptest0 alias kapok
            link add name VETH mtu 1400 type veth peer name eth0 mtu 1400 netns /run/kapok/netns/a
            link set dev VETH alias kapok:net
            link set dev VETH master kptest0 up
            link set dev VETH type bridge_slave hairpin on
            link set dev kptest0 up
            link show dev kptest0
            link show dev VETH
            """);
    assertThat(kernel.ran.get(1))
        .isEqualTo(
            """
            nsenter --net=/run/kapok/netns/a ip -j -batch -
            link set dev eth0 up
            addr replace 10.9.0.2/24 brd + dev eth0
            addr replace fd09::2/64 nodad dev eth0
            route add 0.0.0.0/0 via 10.9.0.1 dev eth0
            route add ::/0 via fd09::9 dev eth0
            link show dev eth0
            """);
  }

  @Test
  void returnsWhatTheReferencePluginDoes() {
    String result =
        Json.write(plugin().add(call(",'args':{'cni':{'mac':'02-00-00-00-00-0A'}}")), null);
    assertThat(result)
        .isEqualTo(
            ("{'cniVersion':'1.0.0','interfaces':[{'name':'kptest0','mac':'02:00:00:00:00:01'},"
                    + "{'name':VETH,'mac':'02:00:00:00:00:02'},"
                    + "{'name':'eth0','mac':'02:00:00:00:00:03','sandbox':'/run/kapok/netns/a'}],"
                    + "'ips':[{'interface':2,'address':'10.9.0.2/24','gateway':'10.9.0.1'},"
                    + "{'interface':2,'address':'fd09::2/64','gateway':'fd09::1'}],"
                    + "'routes':[{'dst':'0.0.0.0/0'},{'dst':'::/0','gw':'fd09::9'}],'dns':{}}")
                .replace('\'', '"')
                .replace("VETH", veth()));
    assertThat(kernel.ran).anyMatch(ran -> ran.contains(" address 02:00:00:00:00:0a netns "));
  }

  @Test
  void returnsWhatTheNextPluginCanRead() {
    CniResult result = CniResult.of(plugin().add(call("")));
    assertThat(result.ips().get(1).index()).isEqualTo(2);
    assertThat(result.routes().get(1).gw()).isEqualTo("fd09::9");
  }

  @Test
  void takesABridgeThatSomebodyElseMadeMeanwhile() {
    kernel.answer(
        "type bridge",
        new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:1\n"));
    assertThat(plugin().add(call(""))).containsKey("ips");
  }

  @Test
  void replacesACableThatAKilledProcessLeft() {
    kernel.answerOnce(
        "type veth",
        new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:3\n"));
    CniPlugin plugin =
        Objects.requireNonNull(
            new BuiltinPlugins(kernel, List.of(), Set.of(), folder + "/locks").find("bridge"));
    kernel.answer("link show dev eth0", new ProcessResult(0, INSIDE_SHOWS, ""));
    plugin.add(call(""));
    assertThat(kernel.ran)
        .anyMatch(ran -> ran.contains("link del dev " + veth().replace("\"", "")));
  }

  @Test
  void switchesIpv6OnWhereTheContainerHasItOff() {
    kernel.answerOnce(
        "addr replace fd09::2",
        new ProcessResult(2, "", "RTNETLINK answers: Permission denied\nCommand failed -:3\n"));
    plugin().add(call(""));
    assertThat(kernel.ran).anyMatch(ran -> ran.contains("disable_ipv6") && ran.endsWith(" eth0"));
  }

  @Test
  void masqueradesBothFamiliesInOneTransaction() {
    plugin().add(call(",'ipMasq':true"));
    assertThat(kernel.ran.get(0))
        .startsWith("nft add element ip kapok owners { \"m")
        .contains("add element ip kapok masq { 10.9.0.2 comment \"masq net a eth0\" }\n")
        .contains("add element ip kapok near { 10.9.0.2 . 10.9.0.0/24 comment ")
        .contains("add element ip6 kapok masq { fd09::2 comment ");
  }

  @Test
  void givesBackEverythingWithoutANamespaceAndWithoutAResult() {
    plugin().add(call(",'ipMasq':true"));
    kernel.ran.clear();
    kernel.answer("list table", new ProcessResult(1, "", "Error: No such file or directory"));
    PluginCall call = call(",'ipMasq':true");
    plugin()
        .del(
            new PluginCall(
                call.conf(),
                new dev.kapok.network.cni.Attachment("a", "", "eth0", Map.of(), Map.of()),
                List.of()));
    assertThat(kernel.ran.get(0)).contains("link del dev " + veth().replace("\"", ""));
    assertThat(folder.resolve("net/10.9.0.2")).doesNotExist();
  }

  @Test
  void takesTheBridgeAwayAfterTheLastCableOnly() {
    CniPlugin plugin = plugin();
    String bridge = "[{\"ifname\":\"kptest0\",\"ifalias\":\"kapok\"}]\n";
    kernel.answer("show master", new ProcessResult(0, bridge + "[{\"ifname\":\"veth1\"}]\n", ""));
    plugin.del(call(""));
    assertThat(kernel.ran).noneMatch(ran -> ran.startsWith("sh "));
    kernel.answer("show master", new ProcessResult(0, bridge + "[{},{}]\n", ""));
    plugin.del(call(""));
    assertThat(kernel.ran).anyMatch(ran -> ran.startsWith("sh -c flock -x"));
  }

  @Test
  void leavesABridgeThatItHasNotMade() {
    CniPlugin plugin = plugin();
    kernel.answer("show master", new ProcessResult(0, "[{\"ifname\":\"kptest0\"}]\n\n[]\n", ""));
    plugin.del(call(""));
    assertThat(kernel.ran).noneMatch(ran -> ran.startsWith("sh "));
  }

  @Test
  void leavesTheDefaultRouteToTheNetworkThatWasFirst() {
    ProcessResult exists =
        new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:5\n");
    kernel.answerOnce(
        "route add ::/0 via fd09::9 dev eth0\n",
        new ProcessResult(2, "", "RTNETLINK answers: File exists\nCommand failed -:5\n"));
    kernel.answerOnce("route add ::/0 via fd09::9 dev eth0 metric 1025\n", exists);
    plugin().add(call(""));
    assertThat(kernel.ran.getLast())
        .contains(
            """
            route replace 0.0.0.0/0 via 10.9.0.1 dev eth0
            route add ::/0 via fd09::9 dev eth0 metric 1026
            """);
  }

  @Test
  void leavesTheAddressesThatABridgeHadBefore() {
    String has =
        "\"addr_info\":[{\"local\":\"10.9.0.1\",\"prefixlen\":24},"
            + "{\"local\":\"10.9.0.7\",\"prefixlen\":24}]";
    kernel.answer(
        "type veth peer", new ProcessResult(0, HOST_SHOWS.replace("\"addr_info\":[]", has), ""));
    assertThatThrownBy(() -> plugin().add(call(",'isGateway':true")))
        .hasMessageContaining("already has an IP address different from 10.9.0.1/24: 10.9.0.7/24");
    assertThat(kernel.ran).anyMatch(ran -> ran.endsWith("addr del fd09::1/64 dev kptest0\n"));
    assertThat(kernel.ran).noneMatch(ran -> ran.contains("addr del 10.9.0.1/24"));
  }

  @Test
  void letsGoWithSettingsThatItDoesNotTake() {
    plugin()
        .del(
            call(
                ",'macspoofchk':true,'mtu':'x','hairpinMode':true,'promiscMode':true,"
                    + "'prevResult':{'ips':[{'address':'x'}]}"));
    assertThat(kernel.ran).anyMatch(ran -> ran.contains("link del dev"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",'bridge':'a b' | cannot be the name of a link",
        ",'bridge':'sixteen-letters-' | cannot be the name of a link",
        ",'bridge':'-x' | cannot be the name of a link",
        ",'bridge':'a*' | cannot be the name of a link",
        ",'bridge':'../x' | cannot be the name of a link",
        ",'vlan':4095 | vlan 4095 is not within",
        ",'mtu':-1 | mtu -1 is not within",
        ",'hairpinMode':true,'promiscMode':true | exclude each other",
        ",'macspoofchk':true | macspoofchk is not supported",
        ",'args':{'cni':{'mac':'01:00:00:00:00:00'}} | no hardware address",
        ",'args':{'cni':{'mac':'02:00:00:00:00'}} | no hardware address",
        ",'mtu':'x' | not a whole number"
      })
  void refusesWhatItCannotDo(String more, String why) {
    assertThatThrownBy(() -> plugin().add(call(more)))
        .isInstanceOf(CniException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesNamespacesThatCannotBeWords() {
    PluginCall call = call("");
    PluginCall odd =
        new PluginCall(
            call.conf(),
            new dev.kapok.network.cni.Attachment("a", "/x y", "eth0", Map.of(), Map.of()),
            List.of());
    assertThatThrownBy(() -> plugin().add(odd)).hasMessageContaining("has a blank");
  }
}
