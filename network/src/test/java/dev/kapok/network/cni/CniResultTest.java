package dev.kapok.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import org.junit.jupiter.api.Test;

class CniResultTest {
  @Test
  void readsTheShapeOfOneDotOne() {
    CniResult result =
        CniResult.of(
            Json.parseObject(
                "{\"cniVersion\":\"1.1.0\",\"interfaces\":[{\"name\":\"b0\",\"mac\":\"02:00\",\"mtu\":"
                    + "1400},{\"name\":\"eth0\",\"sandbox\":\"/run/netns/a\"}],\"ips\":[{\"address\":"
                    + "\"10.89.0.2/24\",\"gateway\":\"10.89.0.1\",\"interface\":1},{\"address\":"
                    + "\"fd00::2/64\"}],\"routes\":[{\"dst\":\"0.0.0.0/0\"}],\"dns\":{\"nameservers\":"
                    + "[\"10.89.0.1\"],\"search\":[\"dns.kapok\"]}}"));

    assertThat(result.interfaces())
        .containsExactly(
            new CniResult.Interface("b0", "02:00", "", 1400),
            new CniResult.Interface("eth0", "", "/run/netns/a", 0));
    CniResult.Ip first = result.ips().get(0);
    assertThat(first).isEqualTo(new CniResult.Ip("10.89.0.2/24", "10.89.0.1", 1));
    assertThat(first.host()).isEqualTo("10.89.0.2");
    assertThat(first.prefix()).isEqualTo(24);
    assertThat(first.isIpv6()).isFalse();
    assertThat(result.ips().get(1)).isEqualTo(new CniResult.Ip("fd00::2/64", null, -1));
    assertThat(result.ips().get(1).isIpv6()).isTrue();
    assertThat(result.routes()).containsExactly(new CniResult.Route("0.0.0.0/0", null));
    assertThat(result.dns().nameservers()).containsExactly("10.89.0.1");
    assertThat(result.raw()).containsEntry("cniVersion", "1.1.0");
  }

  @Test
  void readsTheShapeOfZeroDotFour() {
    CniResult result =
        CniResult.of(
            Json.parseObject(
                "{\"cniVersion\":\"0.4.0\",\"ips\":[{\"version\":\"4\",\"address\":\"10.1.0.5/16\","
                    + "\"interface\":0}],\"dns\":{}}"));

    assertThat(result.ips()).containsExactly(new CniResult.Ip("10.1.0.5/16", null, 0));
    assertThat(result.interfaces()).isEmpty();
  }

  @Test
  void refusesMembersOfTheWrongKind() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> CniResult.of(Json.parseObject("{\"ips\":[1]}")))
        .withMessageContaining("ips");
  }
}
