package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {
  @Test
  void namesTheContainerAndTheHost() {
    HostsFile hosts =
        new HostsFile("", "10.0.2.100", List.of("c0ffee", "web"), "192.0.2.2", List.of());
    assertThat(hosts.render())
        .isEqualTo(
            """
            127.0.0.1	localhost localhost.localdomain
            ::1	localhost ip6-localhost ip6-loopback
            192.0.2.2	host.containers.internal host.docker.internal
            10.0.2.100	c0ffee web
            """);
  }

  @Test
  void putsWhatTheUserAddedFirst() {
    HostsFile hosts =
        new HostsFile(
            "", null, List.of(), "192.0.2.2", List.of("a;b:10.1.1.1", "gw:host-gateway", "v6:::1"));
    assertThat(hosts.render())
        .startsWith("10.1.1.1\ta b\n192.0.2.2\tgw\n::1\tv6\n127.0.0.1\tlocalhost");
  }

  @Test
  void letsTheUserSayWhereTheHostIs() {
    HostsFile hosts =
        new HostsFile(
            "", null, List.of(), "192.0.2.2", List.of("host.containers.internal:10.9.9.9"));
    assertThat(hosts.render())
        .contains("10.9.9.9\thost.containers.internal\n")
        .contains("192.0.2.2\thost.docker.internal\n");
  }

  @Test
  void keepsTheBaseAndItsLocalhost() {
    HostsFile hosts =
        new HostsFile("127.0.0.1 localhost\n10.0.0.7 db # x", null, List.of(), null, List.of());
    assertThat(hosts.render()).isEqualTo("127.0.0.1 localhost\n10.0.0.7 db # x\n");
  }

  @Test
  void findsItsOwnNameWithoutAnAddress() {
    assertThat(new HostsFile("", null, List.of("me"), null, List.of()).render())
        .endsWith("127.0.1.1\tme\n");
  }

  @Test
  void refusesHostGatewayWhereTheHostCannotBeReached() {
    HostsFile hosts = new HostsFile("", null, List.of(), null, List.of("x:host-gateway"));
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(hosts::render)
        .withMessageContaining("host cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ":1.2.3.4", "x:", "x:1.2.3", "x:256.1.1.1", "a b:1.2.3.4", "x:name"})
  void refusesWhatIsNoEntry(String entry) {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> HostsFile.check(entry))
        .withMessageStartingWith("--add-host " + entry + ": ");
  }
}
