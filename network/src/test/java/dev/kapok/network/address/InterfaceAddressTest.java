package dev.kapok.network.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceAddressTest {
  @Test
  void keepsTheAddressAndKnowsItsSubnet() {
    InterfaceAddress address = InterfaceAddress.of("10.89.3.7/16");
    assertThat(address).hasToString("10.89.3.7/16");
    assertThat(address.subnet()).hasToString("10.89.0.0/16");
    assertThat(InterfaceAddress.of("fd00::5/64").subnet()).hasToString("fd00::/64");
  }

  @Test
  void equalOnesAreEqual() {
    assertThat(InterfaceAddress.of("fd00::5/64"))
        .isEqualTo(InterfaceAddress.of("FD00:0::5/64"))
        .hasSameHashCodeAs(InterfaceAddress.of("fd00:0::5/64"))
        .isNotEqualTo(InterfaceAddress.of("fd00::5/65"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "/24", "x/24", "fd00::/129"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> InterfaceAddress.of(text)).hasMessageContaining(text);
  }

  @Test
  void addressesKnowWhatIsSpecialAboutThem() {
    assertThat(IpAddress.of("127.0.0.53").isLoopback()).isTrue();
    assertThat(IpAddress.of("::1").isLoopback()).isTrue();
    assertThat(IpAddress.of("::").isAny()).isTrue();
    assertThat(IpAddress.of("128.0.0.1").isLoopback()).isFalse();
    assertThatThrownBy(() -> IpAddress.of("host")).hasMessage("\"host\" is no IP address");
  }
}
