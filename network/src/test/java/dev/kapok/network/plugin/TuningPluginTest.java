package dev.kapok.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.sys.process.ProcessResult;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuningPluginTest {
  private final RecordingKernel kernel = new RecordingKernel();

  private CniPlugin plugin(String type) {
    return Objects.requireNonNull(
        new BuiltinPlugins(kernel, List.of(), Set.of(), "/nonexistent").find(type));
  }

  private static PluginCall call(String more) {
    return Calls.of(
        "a",
        "{'cniVersion':'1.0.0','name':'net'"
            + more
            + ",'prevResult':{'interfaces':[{'name':'eth0','mac':'02:00:00:00:00:01'},"
            + "{'name':'eth0','mac':'02:00:00:00:00:02','sandbox':'/x'}]}}");
  }

  @Test
  void changesTheInterfaceByOneBatchAndParametersByOneShell() {
    String result =
        plugin("tuning")
            .add(
                call(
                    ",'mac':'02:00:00:00:00:0B','mtu':1300,'promisc':true,'allmulti':false,"
                        + "'sysctl':{'net.ipv4.conf.IFNAME.arp_notify':'1'}"))
            .toString();
    assertThat(kernel.ran.get(0))
        .isEqualTo(
            """
            nsenter --net=/run/kapok/netns/a ip -j -batch -
            link set dev eth0 address 02:00:00:00:00:0b
            link set dev eth0 mtu 1300
            link set dev eth0 promisc on
            link set dev eth0 allmulticast off
            """);
    assertThat(kernel.ran.get(1)).endsWith(" sh net/ipv4/conf/eth0/arp_notify 1");
    assertThat(result)
        .contains("mac=02:00:00:00:00:01")
        .contains("mac=02:00:00:00:00:0b, sandbox=/x");
  }

  @Test
  void startsNothingForNothing() {
    plugin("tuning").add(call(""));
    assertThat(kernel.ran).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kernel.hostname", "net/../kernel/x", "net..x", "net", "net//x", "/net/x"})
  void refusesParametersThatAreNoNetworks(String name) {
    assertThatThrownBy(() -> plugin("tuning").add(call(",'sysctl':{'" + name + "':'1'}")))
        .hasMessageContaining("only those below net can");
  }

  @Test
  void findsParametersThatHaveChanged() {
    kernel.answer("tr ", new ProcessResult(0, "1\t2 \n", ""));
    PluginCall call = call(",'sysctl':{'net.ipv4.x':'7'}");
    assertThatThrownBy(() -> plugin("tuning").check(call))
        .hasMessageContaining("net/ipv4/x is 1\t2");
  }

  @Test
  void loopbackTellsItsAddresses() {
    kernel.answer(
        "show dev lo",
        new ProcessResult(
            0,
            "[{\"ifname\":\"lo\",\"address\":\"00:00:00:00:00:00\",\"addr_info\":"
                + "[{\"local\":\"127.0.0.1\",\"prefixlen\":8,\"scope\":\"host\"},"
                + "{\"local\":\"::1\",\"prefixlen\":128,\"scope\":\"host\"}]}]\n",
            ""));
    assertThat(
            plugin("loopback").add(Calls.of("a", "{'cniVersion':'0.4.0','name':'lo'}")).toString())
        .isEqualTo(
            "{cniVersion=0.4.0, interfaces=[{name=lo, mac=00:00:00:00:00:00,"
                + " sandbox=/run/kapok/netns/a}], ips=[{version=4, interface=0,"
                + " address=127.0.0.1/8}, {version=6, interface=0, address=::1/128}], dns={}}");
  }
}
