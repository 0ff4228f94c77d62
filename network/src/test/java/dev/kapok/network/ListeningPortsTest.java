package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningPortsTest {
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
         1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
         2: 0200007F:2328 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0
      """;
  private static final String TCP6 =
      """
        sl  local_address                         remote_address                        st
         0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A
      """;

  private final ListeningPorts ports = ListeningPorts.parse("tcp", TCP, TCP6);

  @Test
  void seesAListenerOnTheSameAddress() {
    assertThat(ports.taken("127.0.0.1", 8080)).isTrue();
    assertThat(ports.taken("127.0.0.2", 8080)).isFalse();
  }

  @Test
  void seesThatAllAddressesIncludeOne() {
    assertThat(ports.taken("", 8080)).isTrue();
    assertThat(ports.taken("0.0.0.0", 8080)).isTrue();
    assertThat(ports.taken("10.0.0.1", 22)).isTrue();
    assertThat(ports.taken("10.0.0.1", 80)).isTrue();
  }

  @Test
  void ignoresConnections() {
    assertThat(ports.taken("", 9000)).isFalse();
  }

  @Test
  void readsTheEndpointsOfSctp() {
    ListeningPorts sctp =
        ListeningPorts.parse(
            "sctp",
            """
             ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS
            ffff8881 ffff8882 2   10  25   3868      0  5120 10.0.0.1 192.168.7.2
            ffff8883 ffff8884 2   10  26   3869      0  5121 fe80:0000:0000:0000:0000:0000:0000:0001
            """);
    assertThat(sctp.taken("192.168.7.2", 3868)).isTrue();
    assertThat(sctp.taken("192.168.7.3", 3868)).isFalse();
    assertThat(sctp.taken("192.168.7.3", 3869)).isTrue();
  }

  @Test
  void countsPortsOnWhichNobodyListens() {
    PublishedPort published = new PublishedPort("10.0.0.1", 8100, 80, 2, "tcp");
    ListeningPorts both = ListeningPorts.parse("tcp", TCP).and("tcp", List.of(published));
    assertThat(both.taken("10.0.0.1", 8101)).isTrue();
    assertThat(both.taken("10.0.0.2", 8101)).isFalse();
    assertThat(both.taken("127.0.0.1", 8080)).isTrue();
    assertThat(ListeningPorts.parse("udp").and("udp", List.of(published)).taken("", 8100))
        .isFalse();
  }

  @Test
  void choosesAFreeRange() {
    assertThat(FreePorts.choose(ports, "", 2, 8079, 8083, 1)).isEqualTo(8081);
    assertThat(FreePorts.choose(ports, "", 1, 8079, 8083, 0)).isEqualTo(8079);
  }

  @Test
  void saysThatNoRangeIsFree() {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> FreePorts.choose(ports, "", 3, 8079, 8081, -7))
        .withMessageContaining("no 3 consecutive ports between 8079 and 8081");
  }
}
