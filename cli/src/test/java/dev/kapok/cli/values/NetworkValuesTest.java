package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NetworkConfig.Mode;
import dev.kapok.libpod.model.PortMapping;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --publish}, {@code --network}, {@code --add-host}, {@code --dns}. */
class NetworkValuesTest {
  @Test
  void readsPorts() {
    assertThat(PublishParser.parse("80")).isEqualTo(new PortMapping("", 0, 80, 1, "tcp"));
    assertThat(PublishParser.parse("8080:80")).isEqualTo(new PortMapping("", 8080, 80, 1, "tcp"));
    assertThat(PublishParser.parse("1.2.3.4:53:53/udp"))
        .isEqualTo(new PortMapping("1.2.3.4", 53, 53, 1, "udp"));
    assertThat(PublishParser.parse("1.2.3.4::80"))
        .isEqualTo(new PortMapping("1.2.3.4", 0, 80, 1, "tcp"));
    assertThat(PublishParser.parse("[::1]:8080:80"))
        .isEqualTo(new PortMapping("::1", 8080, 80, 1, "tcp"));
    assertThat(PublishParser.parse("[::1]::80")).isEqualTo(new PortMapping("::1", 0, 80, 1, "tcp"));
    assertThat(PublishParser.parse("9000-9004:80-84/sctp"))
        .isEqualTo(new PortMapping("", 9000, 80, 5, "sctp"));
    assertThat(PublishParser.parse("80-82")).isEqualTo(new PortMapping("", 0, 80, 3, "tcp"));
  }

  @Test
  void refusesPortsThatMakeNoSense() {
    for (String text :
        List.of(
            "",
            ":",
            "0",
            "65536",
            "x",
            "80:x",
            "80/icmp",
            "80/",
            "1-2:3-5",
            "5-1",
            "300.1.1.1:80:80",
            "1.2.3:80:80",
            "::1:80:80",
            "[::1:80:80",
            "[::1]80:80",
            "[1.2.3.4]:80:80",
            "-1:80",
            "99999999999:80")) {
      assertThatThrownBy(() -> PublishParser.parse(text))
          .as(text)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsNetworks() {
    assertThat(NetworkParser.parse(List.of()).mode()).isEqualTo(Mode.DEFAULT);
    assertThat(NetworkParser.parse("none").mode()).isEqualTo(Mode.NONE);
    assertThat(NetworkParser.parse("pasta:-t,8080:80").options()).containsExactly("-t", "8080:80");
    assertThat(NetworkParser.parse("slirp4netns:mtu=1500"))
        .isEqualTo(new NetworkParser(Mode.SLIRP4NETNS, null, List.of("mtu=1500"), List.of()));
    assertThat(NetworkParser.parse("container:web"))
        .isEqualTo(new NetworkParser(Mode.CONTAINER, "web", List.of(), List.of()));
    assertThat(NetworkParser.parse("ns:/run/netns/x").target()).isEqualTo("/run/netns/x");
  }

  @Test
  void refusesNetworksThatMakeNoSense() {
    for (String text : List.of("", "container:", "ns:", "none:x", "host:y")) {
      assertThatThrownBy(() -> NetworkParser.parse(text))
          .as(text)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void checksAddresses() {
    for (String text :
        List.of(
            "1.2.3.4", "::", "::1", "fe80::1%eth0", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "a::")) {
      assertThat(Addresses.isAddress(text)).as(text).isTrue();
    }
    for (String text :
        List.of(
            "",
            ":",
            ":::",
            "1",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "1:2",
            "g::",
            "1::2::3",
            "12345::",
            "1:2:3:4:5:6:7:8:9",
            ":1",
            "1:")) {
      assertThat(Addresses.isAddress(text)).as(text).isFalse();
    }
  }

  @Test
  void checksHostsAndServers() {
    assertThat(HostEntryParser.host("db:10.0.0.1")).isEqualTo("db:10.0.0.1");
    assertThat(HostEntryParser.host("db:::1")).isEqualTo("db:::1");
    assertThat(HostEntryParser.host("db:host-gateway")).isEqualTo("db:host-gateway");
    assertThat(HostEntryParser.dns("none")).isEqualTo("none");
    for (String text : List.of("", "db", "db:", ":1.2.3.4", "db:nowhere")) {
      assertThatThrownBy(() -> HostEntryParser.host(text))
          .as(text)
          .isInstanceOf(UsageException.class);
    }
    assertThatThrownBy(() -> HostEntryParser.dns("dns.example")).isInstanceOf(UsageException.class);
  }
}
