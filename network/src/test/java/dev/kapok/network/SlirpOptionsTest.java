package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlirpOptionsTest {
  @Test
  void closesTheHostsLoopbackByDefault() {
    SlirpOptions options = SlirpOptions.parse(List.of());
    assertThat(options.arguments()).containsExactly("--disable-host-loopback", "--mtu=65520");
    assertThat(options.guest()).isEqualTo("10.0.2.100");
    assertThat(options.gateway()).isEqualTo("10.0.2.2");
    assertThat(options.dns()).isEqualTo("10.0.2.3");
  }

  @Test
  void translatesEachOption() {
    SlirpOptions options =
        SlirpOptions.parse(
            List.of(
                "cidr=10.41.7.9/16",
                "port_handler=slirp4netns",
                "allow_host_loopback=true",
                "enable_ipv6=true",
                "mtu=1500",
                "outbound_addr=192.0.2.2",
                "outbound_addr6=fd00::2"));
    assertThat(options.arguments())
        .containsExactly(
            "--mtu=1500",
            "--cidr=10.41.0.0/16",
            "--enable-ipv6",
            "--outbound-addr=192.0.2.2",
            "--outbound-addr6=fd00::2");
    assertThat(options.guest()).isEqualTo("10.41.0.100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch=1",
        "nosuch",
        "mtu=0",
        "mtu=70000",
        "mtu=x",
        "cidr=10.0.0.0",
        "cidr=10.0.0.0/26",
        "cidr=x/24",
        "enable_ipv6=perhaps",
        "port_handler=other"
      })
  void refusesByName(String entry) {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> SlirpOptions.parse(List.of(entry)))
        .withMessageStartingWith("--network=slirp4netns:" + entry + ": ");
  }

  @Test
  void saysThatRootlesskitIsNotSupportedYet() {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> SlirpOptions.parse(List.of("port_handler=rootlesskit")))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(NetworkException.Kind.NOT_SUPPORTED))
        .withMessageContaining("not supported yet");
  }
}
