package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CNI plugins must do, whoever wrote them: the engine's own and Debian's. */
@ParameterizedClass(name = "{0}")
@EnumSource(CniPluginsIT.Plugins.class)
class CniPluginsIT {
  enum Plugins {
    BUILT_IN,
    DEBIAN
  }

  private static final String PORTS =
      "{'cniVersion':'1.0.0','name':'net','type':'portmap','runtimeConfig':{'portMappings':"
          + "[{'hostPort':8080,'containerPort':80,'protocol':'tcp'}]}}";

  @Parameter private Plugins plugins = Plugins.BUILT_IN;

  private CniHost host = CniHost.NONE;

  @BeforeEach
  void makeHost() throws IOException {
    String missing = Identity.ROOT.missing();
    assumeTrue(missing == null, missing);
    assumeTrue(
        plugins == Plugins.BUILT_IN || Files.exists(CniHost.DEBIAN.resolve("bridge")),
        "containernetworking-plugins is not installed");
    host = CniHost.make(plugins == Plugins.BUILT_IN);
  }

  @AfterEach
  void removeHost() {
    host.close();
  }

  private static String bridge(String network, int subnet) {
    return ("{'cniVersion':'1.0.0','name':'NAME','type':'bridge','bridge':'kpNAME','isGateway':true,"
            + "'ipMasq':true,'hairpinMode':true,'mtu':1400,'ipam':{'type':'host-local',"
            + "'dataDir':'LEASES','ranges':[[{'subnet':'10.99.N.0/24'}],"
            + "[{'subnet':'fd99:N::/64'}]],'routes':[{'dst':'0.0.0.0/0'},{'dst':'::/0'}]}}")
        .replace("NAME", network)
        .replace("N", Integer.toString(subnet));
  }

  private static String ranges(String ranges) {
    return "{'cniVersion':'1.0.0','name':'net','type':'host-local','ipam':{'type':'host-local',"
        + "'dataDir':'LEASES','ranges':"
        + ranges
        + "}}";
  }

  private String connect(String container, String network, int subnet) throws IOException {
    return host.namespace(container)
        .call("ADD", "bridge", container, bridge(network, subnet))
        .ok()
        .out();
  }

  private void reaches(String from, String url, String answer) {
    assertThat(until(() -> get(from, url).equals(answer)))
        .as(url + " from " + from + ": " + get(from, url))
        .isTrue();
  }

  private static boolean until(BooleanSupplier condition) {
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      Pause.millis(100);
    }
    return condition.getAsBoolean();
  }

  private String get(String from, String url) {
    return host.in(from, "curl", "-s", "-g", "-m", "2", url).out();
  }

  @Test
  void bridgeConnectsBothFamilies() throws IOException {
    String result = connect("c1", "net", 1);
    assertThat(result.replaceAll("\\s", ""))
        .contains("\"name\":\"kpnet\"", "\"address\":\"10.99.1.2/24\"", "\"gateway\":\"10.99.1.1\"")
        .contains("\"address\":\"fd99:1::2/64\"", "\"dst\":\"0.0.0.0/0\"", "\"interface\":2");
    assertThat(host.in("c1", "ip", "addr", "show", "dev", "eth0").ok().out())
        .contains("mtu 1400", "10.99.1.2/24", "fd99:1::2/64");
    assertThat(host.in("c1", "ip", "route").ok().out()).contains("default via 10.99.1.1 dev eth0");
    connect("c2", "net", 1);
    host.serve("c2");
    reaches("c1", "http://10.99.1.3/", "c2");
    reaches("c1", "http://[fd99:1::3]/", "c2");
    reaches("host", "http://10.99.1.3/", "c2");
  }

  @Test
  void portsAreReachedFromEverywhere() throws IOException {
    String result = connect("c1", "net", 1);
    String conf = CniHost.with(PORTS, result);
    host.call("ADD", "portmap", "c1", conf).ok();
    host.serve("c1");
    connect("c2", "net", 1);
    reaches("host", "http://127.0.0.1:8080/", "c1");
    reaches("host", "http://10.99.1.1:8080/", "c1");
    reaches("c2", "http://10.99.1.1:8080/", "c1");
    reaches("c2", "http://[fd99:1::1]:8080/", "c1");
    reaches("c1", "http://10.99.1.1:8080/", "c1");
    // Debian's portmap 1.1.1 looks for the rules of IPv4 among those of IPv6, too.
    if (plugins == Plugins.BUILT_IN) {
      host.call("CHECK", "portmap", "c1", conf).ok();
    }
    host.call("DEL", "portmap", "c1", conf).ok();
    assertThat(get("host", "http://10.99.1.1:8080/")).isEmpty();
    host.call("DEL", "portmap", "c1", conf).ok();
  }

  @Test
  void delNeedsNoNamespaceAndMayComeTwice() throws IOException {
    String conf = CniHost.with(bridge("net", 1), connect("c1", "net", 1));
    assertThat(host.leases("net")).containsExactly("10.99.1.2", "fd99:1::2");
    host.lose("c1");
    host.call("DEL", "bridge", "c1", conf).ok();
    host.call("DEL", "bridge", "c1", conf).ok();
    assertThat(host.leases("net")).isEmpty();
    assertThat(until(() -> !host.in("host", "ip", "link").out().contains("veth"))).isTrue();
  }

  @Test
  void checkMissesAnAddress() throws IOException {
    String conf = CniHost.with(bridge("net", 1), connect("c1", "net", 1));
    host.call("CHECK", "bridge", "c1", conf).ok();
    host.in("c1", "ip", "addr", "del", "10.99.1.2/24", "dev", "eth0").ok();
    assertThat(host.call("CHECK", "bridge", "c1", conf).status()).isNotZero();
  }

  @Test
  void addressesGoAroundAndEnd() throws IOException {
    String conf = ranges("[[{'subnet':'10.99.0.0/29'}]]");
    for (int i = 2; i <= 6; i++) {
      assertThat(host.call("ADD", "host-local", "c" + i, conf).ok().out())
          .contains("\"10.99.0." + i + "/29\"");
    }
    Result refused = host.call("ADD", "host-local", "late", conf).exits(1);
    assertThat(refused.stdout()).contains("no IP addresses available in range set");
    host.call("DEL", "host-local", "c4", conf).ok();
    assertThat(host.call("ADD", "host-local", "late", conf).ok().out()).contains("10.99.0.4/29");
  }

  @Test
  void addressesAreGivenAsAskedAndOnlyOnce() {
    String conf = ranges("[[{'subnet':'10.99.0.0/24'}]]");
    String asked = conf.replace("'ipam'", "'runtimeConfig':{'ips':['10.99.0.77']},'ipam'");
    assertThat(host.call("ADD", "host-local", "a", asked).ok().out()).contains("10.99.0.77/24");
    host.call("ADD", "host-local", "b", asked).exits(1);
    host.call("ADD", "host-local", "a", conf).exits(1);
  }

  @Test
  void eachUnderstandsTheLeasesOfTheOther() throws IOException {
    assumeTrue(Files.exists(CniHost.DEBIAN.resolve("host-local")), "no host-local of Debian's");
    String conf = ranges("[[{'subnet':'10.99.0.0/24'}]]");
    host.call("ADD", "host-local", "a", conf).ok();
    Result other = host.call(CniHost.DEBIAN, "ADD", "host-local", "b", conf).ok();
    assertThat(other.out()).contains("10.99.0.3/24");
    assertThat(host.call("ADD", "host-local", "c", conf).ok().out()).contains("10.99.0.4/24");
    host.call("DEL", "host-local", "b", conf).ok();
    host.call(CniHost.DEBIAN, "DEL", "host-local", "a", conf).ok();
    assertThat(host.leases("net")).containsExactly("10.99.0.4");
  }

  @Test
  void networksThatSayItAreKeptApart() throws IOException {
    String policy =
        "{'cniVersion':'1.0.0','name':'NAME','type':'firewall','ingressPolicy':'POLICY'}";
    String one = connect("c1", "one", 1);
    String two = connect("c2", "two", 2);
    host.serve("c2");
    reaches("c1", "http://10.99.2.2/", "c2");
    for (String network : List.of("one", "two")) {
      String result = network.equals("one") ? one : two;
      String conf = policy.replace("NAME", network).replace("POLICY", "same-bridge");
      host.call("ADD", "firewall", "c" + network, CniHost.with(conf, result)).ok();
    }
    assertThat(get("c1", "http://10.99.2.2/")).isEmpty();
    reaches("host", "http://10.99.2.2/", "c2");
  }

  @Test
  void tuningChangesTheInterface() throws IOException {
    String conf =
        "{'cniVersion':'1.0.0','name':'net','type':'tuning','mtu':1300,"
            + "'mac':'02:00:00:00:00:0b','sysctl':{'net.ipv4.conf.eth0.arp_notify':'1'}}";
    conf = CniHost.with(conf, connect("c1", "net", 1));
    assertThat(host.call("ADD", "tuning", "c1", conf).ok().out()).contains("02:00:00:00:00:0b");
    assertThat(host.in("c1", "ip", "link", "show", "dev", "eth0").out())
        .contains("mtu 1300", "02:00:00:00:00:0b");
    assertThat(host.in("c1", "cat", "/proc/sys/net/ipv4/conf/eth0/arp_notify").out())
        .isEqualTo("1");
  }

  @Test
  void wrongOrdersAreRefusedWithAnErrorObject() {
    Result refused =
        host.call("ADD", "host-local", "a", ranges("[[{'subnet':'10.99.0.1/33'}]]")).exits(1);
    assertThat(refused.stdout()).contains("\"code\"", "\"msg\"");
  }

  @Test
  void rulesThatSomebodyFlushedAreMissedAndComeBack() throws IOException {
    assumeTrue(plugins == Plugins.BUILT_IN, "Debian's rules are iptables'");
    String conf = CniHost.with(PORTS, connect("c1", "net", 1));
    host.call("ADD", "portmap", "c1", conf).ok();
    host.serve("c1");
    host.in("host", "nft", "flush", "ruleset").ok();
    assertThat(host.call("CHECK", "portmap", "c1", conf).exits(1).stdout()).contains("missing");
    host.call("ADD", "portmap", "c1", conf).ok();
    host.call("CHECK", "portmap", "c1", conf).ok();
    reaches("host", "http://127.0.0.1:8080/", "c1");
    String second = CniHost.with(PORTS, connect("c2", "net", 1));
    assertThat(host.call("ADD", "portmap", "c2", second).exits(1).stdout())
        .contains("the port is published for container c1");
    host.call("DEL", "portmap", "c2", second).ok();
    reaches("host", "http://127.0.0.1:8080/", "c1");
  }

  @Test
  void manyAtOnceLeaveNothing() throws Exception {
    assumeTrue(plugins == Plugins.BUILT_IN, "Debian's bridge stays");
    List<Future<?>> turns = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (int i = 0; i < 100; i++) {
        int port = 9000 + i;
        turns.add(threads.submit(() -> comeAndGo(port)));
      }
    }
    for (Future<?> turn : turns) {
      turn.get();
    }
    assertThat(host.leases("net")).isEmpty();
    assertThat(until(() -> host.in("host", "ip", "-o", "link").lines().size() == 1)).isTrue();
    assertThat(host.in("host", "nft", "list", "ruleset").ok().out()).doesNotContain("elements");
  }

  private Object comeAndGo(int port) throws IOException {
    String container = "c" + port;
    String result = connect(container, "net", 1);
    String ports = CniHost.with(PORTS.replace("8080", Integer.toString(port)), result);
    host.call("ADD", "portmap", container, ports).ok();
    if (port % 2 == 0) {
      host.lose(container);
    }
    host.call("DEL", "portmap", container, ports).ok();
    host.call("DEL", "bridge", container, CniHost.with(bridge("net", 1), result)).ok();
    return container;
  }
}
