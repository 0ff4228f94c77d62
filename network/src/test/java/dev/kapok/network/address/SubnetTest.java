package dev.kapok.network.address;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  private static IpAddress address(String text) {
    return requireNonNull(IpAddress.parse(text), text);
  }

  private static Subnet subnet(String text) {
    return requireNonNull(Subnet.parse(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::ffff:192.0.2.1, 192.0.2.1",
    "fdf1:689f:a07b:68af:ffff:ffff:ffff:ffff, fdf1:689f:a07b:68af:ffff:ffff:ffff:ffff",
  })
  void readsAndWritesAddresses(String text, String canonical) {
    assertThat(address(text)).hasToString(canonical);
    assertThat(address(canonical)).isEqualTo(address(text)).hasSameHashCodeAs(address(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":",
        ":::",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.-1",
        "1.2.3.4 ",
        "a.b.c.d",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "::1::",
        "12345::",
        "g::",
        "::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "١.2.3.4"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/2x",
        "/24",
        "fd00::/129",
        "10.0.0.0/24/8",
        "::ffff:10.0.0.0/120",
        "foo/8",
        "10.0.0.0/+8",
        "10.0.0.0/0024"
      })
  void refusesWhatIsNoSubnet(String text) {
    assertThat(Subnet.parse(text)).isNull();
  }

  @Test
  void clearsTheBitsOfHosts() {
    assertThat(subnet("10.1.2.3/24")).hasToString("10.1.2.0/24");
    assertThat(subnet("fd00:1:2:3:4::5/64")).hasToString("fd00:1:2:3::/64");
    assertThat(subnet("10.1.2.3/0")).hasToString("0.0.0.0/0");
    assertThat(subnet("10.1.2.3/32")).hasToString("10.1.2.3/32");
    assertThat(subnet("fd00:1:2:3:4::5/72")).hasToString("fd00:1:2:3::/72");
  }

  @Test
  void knowsItsEnds() {
    assertThat(subnet("10.1.2.0/24").last()).isEqualTo(address("10.1.2.255"));
    assertThat(subnet("0.0.0.0/0").last()).isEqualTo(address("255.255.255.255"));
    assertThat(subnet("fd00::/63").last()).isEqualTo(address("fd00:0:0:1:ffff:ffff:ffff:ffff"));
    assertThat(subnet("fd00::/126").last()).isEqualTo(address("fd00::3"));
    assertThat(subnet("10.89.255.0/24").next()).isEqualTo(subnet("10.90.0.0/24"));
  }

  @Test
  void countsOn() {
    assertThat(address("10.0.0.255").plus(1)).isEqualTo(address("10.0.1.0"));
    assertThat(address("10.0.1.0").plus(-1)).isEqualTo(address("10.0.0.255"));
    assertThat(address("255.255.255.255").plus(1)).isEqualTo(address("0.0.0.0"));
    assertThat(address("fd00::ffff:ffff:ffff:ffff").plus(1)).isEqualTo(address("fd00:0:0:1::"));
    assertThat(address("fd00:0:0:1::").plus(-1)).isEqualTo(address("fd00::ffff:ffff:ffff:ffff"));
    assertThat(address("255.255.255.255")).isGreaterThan(address("1.0.0.0"));
    assertThat(address("::")).isGreaterThan(address("255.255.255.255"));
  }

  @Test
  void tellsWhatLiesInIt() {
    Subnet subnet = subnet("10.1.2.0/23");
    assertThat(subnet.contains(address("10.1.3.255"))).isTrue();
    assertThat(subnet.contains(address("10.1.4.0"))).isFalse();
    assertThat(subnet.contains(address("::a01:200"))).isFalse();
    assertThat(subnet("0.0.0.0/0").contains(address("::1"))).isFalse();
    assertThat(subnet.overlaps(subnet("10.1.3.128/25"))).isTrue();
    assertThat(subnet("10.1.3.128/25").overlaps(subnet)).isTrue();
    assertThat(subnet.overlaps(subnet("10.1.4.0/24"))).isFalse();
    assertThat(subnet.overlaps(subnet("fd00::/8"))).isFalse();
  }
}
