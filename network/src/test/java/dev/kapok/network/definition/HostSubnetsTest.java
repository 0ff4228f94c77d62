package dev.kapok.network.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostSubnetsTest {
  private static final String ROUTE =
      """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
      eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
      """;

  private static final String TRIE =
      """
      Local:
        +-- 0.0.0.0/0 3 0 5
           |-- 127.0.0.1
              /32 host LOCAL
           |-- 192.0.2.2
              /32 host LOCAL
           |-- 192.0.2.255
              /32 link BROADCAST
      """;

  private static final String IPV6 =
      """
      fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
      00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000002 00000000 00000003     eth0
      00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
      """;

  @Test
  void listsWhatTheHostReachesWithoutItsGateway() {
    assertThat(HostSubnets.parse(ROUTE, TRIE, IPV6))
        .map(Object::toString)
        .containsExactly("192.0.2.0/24", "127.0.0.1/32", "192.0.2.2/32", "fd00::/64", "::1/128");
  }

  @Test
  void findsNothingInEmptyFiles() {
    assertThat(HostSubnets.parse("", "", "")).isEmpty();
  }
}
