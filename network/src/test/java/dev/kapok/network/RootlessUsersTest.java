package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootlessUsersTest {
  private static final PublishedPort WEB = new PublishedPort("127.0.0.1", 8080, 80, 2, "tcp");

  private @TempDir Path folder;
  private RootlessUsers users;

  @BeforeEach
  void makeUsers() {
    users = new RootlessUsers(folder + "/users");
  }

  private static List<PublishedPort> leading(String ip, int host, int guest, String protocol) {
    return List.of(new PublishedPort(ip, host, guest, 2, protocol));
  }

  @Test
  void remembersWhoNeedsIt() {
    assertThat(users.names()).isEmpty();
    users.add("one", List.of());
    assertThat(users.names()).containsExactly("one");
    assertThat(users.forwards("one")).isEmpty();
    users.remove("one");
    assertThat(users.names()).isEmpty();
  }

  @Test
  void takesTheHostsNumberWhereItIsFree() {
    List<PublishedPort> chosen = users.choose("one", List.of(WEB));
    assertThat(chosen).isEqualTo(leading("127.0.0.1", 8080, 8080, "tcp"));

    users.add("one", chosen);

    assertThat(users.forwards("one")).isEqualTo(chosen);
    assertThat(users.choose("one", List.of(WEB))).isEqualTo(chosen);
  }

  @Test
  void takesAnotherNumberBesideTheSamePortOfAnotherAddress() {
    users.add("one", users.choose("one", List.of(WEB)));

    assertThat(users.choose("two", leading("127.0.0.2", 8081, 80, "tcp")))
        .isEqualTo(leading("127.0.0.2", 8081, 1024, "tcp"));
    assertThat(users.choose("two", leading("127.0.0.2", 8081, 80, "udp")))
        .isEqualTo(leading("127.0.0.2", 8081, 8081, "udp"));
  }

  @Test
  void leavesTheNameServersPortAlone() {
    assertThat(users.choose("one", leading("", 52, 52, "udp")))
        .isEqualTo(leading("", 52, 1024, "udp"));
  }

  @Test
  void passesOverWhatACrashCutShort() throws IOException {
    Files.createDirectories(folder.resolve("users"));
    Files.writeString(folder.resolve("users/one"), "tcp 80 80 1\ntcp 81 8");

    assertThat(users.forwards("one")).containsExactly(new PublishedPort("", 80, 80, 1, "tcp"));
  }
}
