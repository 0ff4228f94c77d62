package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostRoutesTest {
  private static final String HEADER =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  private static final String ROUTES =
      HEADER
          + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
          + "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
          + "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
  private static final String TRIE =
      """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 127.0.0.1
              /32 host LOCAL
           |-- 192.0.2.1
              /32 link UNICAST
           |-- 192.0.2.2
              /32 host LOCAL
           |-- 192.0.2.255
              /32 link BROADCAST
      """;

  @Test
  void findsGatewayAndAddressOfTheBestDefaultRoute() {
    assertThat(HostRoutes.parse(ROUTES, TRIE, ""))
        .isEqualTo(new HostRoutes(true, "192.0.2.1", "192.0.2.2"));
  }

  @Test
  void isUnreachableWithoutDefaultRoute() {
    String unreachableAndLoopback =
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
            + " 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";
    assertThat(HostRoutes.parse(HEADER, TRIE, unreachableAndLoopback))
        .isEqualTo(new HostRoutes(false, null, null));
  }

  @Test
  void isReachableByIpv6Alone() {
    String route =
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
            + " fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n";
    assertThat(HostRoutes.parse(HEADER, "", route).reachable()).isTrue();
  }

  @Test
  void knowsNothingWithoutProc() {
    assertThat(HostRoutes.parse("", "", "")).isEqualTo(new HostRoutes(false, null, null));
  }
}
