package dev.kapok.network.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.NetworkException;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.RandomId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of drafts, without files. */
class DraftTest {
  private String driver = "bridge";
  private @Nullable String name = "n";
  private @Nullable String ipam;
  private @Nullable String networkInterface;
  private boolean ipv6;
  private boolean dns = true;
  private List<String> subnets = List.of();
  private List<String> gateways = List.of();
  private List<String> ranges = List.of();
  private List<String> routes = List.of();
  private List<String> dnsServers = List.of();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<UsedSubnet> used = new ArrayList<>();

  private NetworkSpec complete() {
    NetworkDraft draft =
        new NetworkDraft(
            name,
            driver,
            networkInterface,
            subnets,
            gateways,
            ranges,
            routes,
            ipv6,
            false,
            dns,
            dnsServers,
            Map.of(),
            options,
            ipam);
    return new CompleteNetwork(draft, List.of())
        .complete(used, new RandomId(TestKernel.get().io()), 7);
  }

  private void refuses(String message) {
    assertThatThrownBy(this::complete)
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining(message);
  }

  private List<String> shown() {
    return complete().subnets().stream()
        .map(s -> s.subnet() + " " + s.gateway() + " " + s.rangeStart() + " " + s.rangeEnd())
        .toList();
  }

  private void use(String subnet) {
    used.add(new UsedSubnet(Objects.requireNonNull(Subnet.parse(subnet)), "somebody"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a/b", "../x", ".", "..", ".x", "-x", "_x", "a b", "a:b", "é", "a\n", "a\0b", "a,b", "*"
      })
  void refusesNamesThatAreNone(String bad) {
    name = bad;
    refuses("names must match");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "none",
        "bridge",
        "container",
        "pasta",
        "slirp4netns",
        "private",
        "ns",
        "default"
      })
  void refusesNamesOfModes(String mode) {
    name = mode;
    refuses("conflicts with a valid network mode");
  }

  @Test
  void refusesNamesThatNoFileHas() {
    name = "a".repeat(129);
    refuses("at most 128");
    name = "a".repeat(128);
    assertThat(complete().name()).hasSize(128);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, invalid CIDR address: foo",
    "10.1.2.3, invalid CIDR",
    "10.1.2.0/33, invalid CIDR",
    "10.1.2.0/31, too small",
    "fd00::/127, too small",
    "0.0.0.0/0, set apart",
    "127.0.0.0/24, set apart",
    "224.1.0.0/24, set apart",
    "ff02::/64, set apart",
    "10.7.0.128/25, 10.7.0.0/16 belongs to somebody",
    "10.0.0.0/8, already used",
  })
  void refusesSubnets(String subnet, String message) {
    use("10.7.0.0/16");
    subnets = List.of(subnet);
    refuses(message);
  }

  @Test
  void refusesSubnetsThatOverlapEachOther() {
    subnets = List.of("10.50.0.0/24", "10.50.0.0/25");
    refuses("belongs to this network");
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.9.9, not in subnet",
    "fd00::1, not in subnet",
    "10.1.2.0, stands for all",
    "10.1.2.255, stands for all",
    "x, is no IP address",
  })
  void refusesGateways(String gateway, String message) {
    subnets = List.of("10.1.2.0/24");
    gateways = List.of(gateway);
    refuses(message);
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.9.0/24, lease range start ip 10.9.9.1 not in subnet 10.1.2.0/24",
    "10.1.2.5-10.1.3.1, lease range end ip 10.1.3.1 not in",
    "10.1.2.9-10.1.2.5, ends before",
    "10.1.2.0-10.1.2.5, stands for all",
    "10.1.0.0/16, not in subnet",
    "foo, invalid CIDR",
    "-, is no IP address",
  })
  void refusesRanges(String range, String message) {
    subnets = List.of("10.1.2.0/24");
    ranges = List.of(range);
    refuses(message);
  }

  @Test
  void refusesMoreGatewaysAndRangesThanSubnets() {
    gateways = List.of("10.1.2.1");
    refuses("cannot set gateway or range without subnet");
    subnets = List.of("10.1.2.0/24");
    gateways = List.of("10.1.2.1", "10.1.2.2");
    refuses("cannot set more gateways than subnets");
    gateways = List.of();
    ranges = List.of("10.1.2.0/25", "10.1.2.128/25");
    refuses("cannot set more ranges than subnets");
  }

  @Test
  void completesSubnets() {
    subnets = List.of("10.1.2.3/24", "fd00:1::/64");
    gateways = List.of("10.1.2.254");
    ranges = List.of("10.1.2.128/25");
    assertThat(shown())
        .containsExactly(
            "10.1.2.0/24 10.1.2.254 10.1.2.129 10.1.2.254", "fd00:1::/64 fd00:1::1 null null");
    assertThat(complete().addressing().ipv6()).isTrue();
    ranges = List.of("10.1.2.5-10.1.2.9", "fd00:1::8000/113");
    assertThat(shown())
        .containsExactly(
            "10.1.2.0/24 10.1.2.254 10.1.2.5 10.1.2.9",
            "fd00:1::/64 fd00:1::1 fd00:1::8001 fd00:1::ffff");
  }

  @Test
  void addsWhatIpv6Needs() {
    ipv6 = true;
    assertThat(shown()).hasSize(2).element(1).asString().startsWith("fd");
    subnets = List.of("10.60.0.0/24");
    assertThat(shown()).hasSize(2).element(0).asString().startsWith("10.60.0.0/24");
    subnets = List.of("fd00:1::/64");
    assertThat(shown()).hasSize(2).element(1).asString().startsWith("10.128.0.0/24");
    ipv6 = false;
    assertThat(shown()).hasSize(1);
  }

  @Test
  void skipsWhatIsUsed() {
    use("10.128.0.0/24");
    use("10.128.1.0/25");
    use("10.128.2.0/23");
    use("10.128.5.17/32");
    assertThat(shown()).containsExactly("10.128.4.0/24 10.128.4.1 null null");
    use("10.128.0.0/9");
    assertThat(shown()).containsExactly("10.96.0.0/24 10.96.0.1 null null");
    use("10.0.0.0/8");
    refuses("no free subnet");
  }

  @ParameterizedTest
  @CsvSource({
    "bridge, foo, x, choose of isolate; metric; mtu; no_default_route; vlan",
    "bridge, mode, l2, unsupported bridge network option mode",
    "bridge, mtu, x, is no number from 68 to 65535",
    "bridge, mtu, '', is no number",
    "bridge, mtu, 67, is no number",
    "bridge, mtu, 99999999999, is no number",
    "bridge, vlan, 4095, is no number from 0 to 4094",
    "bridge, vlan, -1, is no number",
    "bridge, metric, x, network option metric: \"x\" is no number from 0 to 4294967295",
    "bridge, metric, 4294967296, is no number",
    "macvlan, metric, 1, unsupported macvlan network option metric",
    "bridge, isolate, x, neither true nor false",
    "macvlan, vlan, 1, unsupported macvlan network option vlan",
    "macvlan, mode, l2, choose one of bridge; private; vepa; passthru",
    "ipvlan, mode, vepa, choose one of l2; l3; l3s",
    "macvlan, parent, nosuch0, does not exist",
    "macvlan, parent, ../../x, it must match",
  })
  void refusesOptions(String of, String option, String value, String message) {
    driver = of;
    options.put(option, value);
    refuses(message.replace(';', ','));
  }

  @ParameterizedTest
  @CsvSource({
    "10.2.0.0/16;10.1.2.9, 10.2.0.0/16 10.1.2.9 0",
    "10.2.0.0/16;10.1.2.9;7, 10.2.0.0/16 10.1.2.9 7",
    "fd00:2::/64;FD00:1::9;4294967295, fd00:2::/64 fd00:1::9 4294967295",
    "0.0.0.0/0;10.1.2.9, 0.0.0.0/0 10.1.2.9 0",
  })
  void takesRoutes(String text, String shown) {
    subnets = List.of("10.1.2.0/24", "fd00:1::/64");
    routes = List.of(text.replace(';', ','));
    RouteSpec route = complete().addressing().routes().get(0);
    assertThat(route.destination() + " " + route.gateway() + " " + route.metric()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "'', write <destination in CIDR notation>",
    "10.2.0.0/16, write <destination",
    "10.2.0.0/16;10.1.2.9;1;2, write <destination",
    "x;10.1.2.9, \"x\" is no ADDRESS/PREFIX",
    "10.2.0.1;10.1.2.9, is no ADDRESS/PREFIX",
    "10.2.0.1/16;10.1.2.9, 10.2.0.0/16 is meant perhaps",
    "10.2.0.0/16;x, \"x\" is no gateway",
    "10.2.0.0/16;, \"\" is no gateway",
    "10.2.0.0/16;10.1.3.9, gateway 10.1.3.9 is in none of the network's subnets",
    "10.2.0.0/16;fd00::1, of another family",
    "10.2.0.0/16;10.1.2.9;x, \"x\" is no number from 0",
    "10.2.0.0/16;10.1.2.9;, is no number",
    "10.2.0.0/16;10.1.2.9;-1, is no number",
    "10.2.0.0/16;10.1.2.9;4294967296, is no number",
  })
  void refusesRoutes(String text, String message) {
    subnets = List.of("10.1.2.0/24");
    routes = List.of(text.replace(';', ','));
    refuses(message);
  }

  @Test
  void refusesRoutesThatNobodyCanHave() {
    subnets = List.of("10.1.2.0/24");
    routes = List.of("10.2.0.0/16,10.1.2.9", "10.2.0.0/16,10.1.2.8");
    refuses("is given twice");
    routes = List.of("10.2.0.0/16,10.1.2.9,5");
    driver = "macvlan";
    refuses("the plugins of macvlan networks know no metrics");
    subnets = List.of();
    refuses("routes need subnets, which there are none of with the ipam driver dhcp");
  }

  @Test
  void refusesOptionsAboutDefaultRoutesThatThereAreNot() {
    options.put("metric", "5");
    assertThat(complete().options()).containsEntry("metric", "5");
    options.put("no_default_route", "1");
    refuses("have no default route, as no_default_route says");
    options.remove("metric");
    ipam = "none";
    refuses("network option no_default_route: the ipam driver none decides about routes");
  }

  @Test
  void refusesUnknownDrivers() {
    driver = "overlay";
    refuses("unsupported driver overlay: choose one of bridge, macvlan, ipvlan");
    driver = "bridge";
    ipam = "foo";
    refuses("choose one of host-local, dhcp, none");
  }

  @Test
  void otherDriversTakeTheirParent() {
    driver = "macvlan";
    options.put("parent", "lo");
    NetworkSpec spec = complete();
    assertThat(spec.networkInterface()).isEqualTo("lo");
    assertThat(spec.options()).isEmpty();
    assertThat(spec.addressing().driver()).isEqualTo("dhcp");
    assertThat(spec.dnsEnabled()).isFalse();
    driver = "ipvlan";
    refuses("at least one subnet");
    ipam = "host-local";
    refuses("at least one subnet");
    subnets = List.of("10.1.2.0/24");
    assertThat(complete().addressing().driver()).isEqualTo("host-local");
    ipam = "none";
    refuses("none ipam driver is set but subnets are given");
  }

  @Test
  void otherDriversMayHaveTheSubnetOfTheirParent() {
    use("10.1.2.0/24");
    subnets = List.of("10.1.2.0/24");
    refuses("belongs to somebody");
    driver = "macvlan";
    assertThat(shown()).containsExactly("10.1.2.0/24 10.1.2.1 null null");
    subnets = List.of("10.1.2.0/24", "10.1.2.0/25");
    refuses("belongs to this network");
  }

  @Test
  void checksDnsServersAndInterfaces() {
    dnsServers = List.of("192.0.2.1", "FD00::1");
    assertThat(complete().dnsServers()).containsExactly("192.0.2.1", "fd00::1");
    dns = false;
    refuses("no names are known");
    dns = true;
    dnsServers = List.of("x");
    refuses("is no IP address");
    dnsServers = List.of();
    networkInterface = "br0";
    assertThat(complete().networkInterface()).isEqualTo("br0");
    networkInterface = "a-name-too-long-0";
    refuses("at most 15 characters");
    networkInterface = "lo";
    refuses("already in use");
  }
}
