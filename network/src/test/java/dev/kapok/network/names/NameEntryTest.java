package dev.kapok.network.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameEntryTest {
  private static NameEntry entry(List<String> servers) {
    return new NameEntry(
        "web",
        List.of("10.9.0.1"),
        servers,
        "c1",
        List.of("10.9.0.2", "fd09::2"),
        List.of("db", "c1"),
        servers);
  }

  @Test
  void writesServersBehindTheRest() {
    NameEntry entry = entry(List.of("192.0.2.1", "fd00::1"));
    assertThat(entry.head()).isEqualTo("10.9.0.1 192.0.2.1,fd00::1");
    assertThat(entry.line()).isEqualTo("c1 10.9.0.2 fd09::2 db,c1 192.0.2.1,fd00::1");
  }

  @Test
  void leavesOutServersThatAreNoAddresses() {
    NameEntry entry = entry(List.of("none", "dns.example", "192.0.2.1 x"));
    assertThat(entry.head()).isEqualTo("10.9.0.1");
    assertThat(entry.line()).isEqualTo("c1 10.9.0.2 fd09::2 db,c1");
  }
}
