package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootlessNamespaceTest {
  private static final List<PublishedPort> WEB =
      List.of(new PublishedPort("127.0.0.1", 8080, 80, 1, "tcp"));
  private static final String DONE = "{\"return\":{}}";
  private static final String TAKEN = "{\"error\":{\"desc\":\"taken\"}}";
  private static final String LISTED =
      "{\"entries\":[{\"id\":7,\"proto\":\"tcp\",\"host_addr\":\"127.0.0.1\","
          + "\"host_port\":8080,\"guest_addr\":\"10.0.2.100\",\"guest_port\":8080}]}";

  private final FakeKernel kernel = new FakeKernel();
  private final List<String> forgotten = new ArrayList<>();
  private @TempDir Path base;
  private Path folder;
  private RootlessNamespace namespace;

  @BeforeEach
  void installSlirp() {
    folder = base.resolve("netns");
    kernel.programs.put("slirp4netns", "/usr/bin/slirp4netns");
    kernel.help = "--mtu --disable-host-loopback";
    kernel.stays = true;
    namespace =
        new RootlessNamespace(
            kernel,
            new UserNetworks(kernel, "/usr/bin", List.of(), base + "/cache"),
            folder.toString(),
            folder + "/users",
            () -> forgotten.add("names"));
  }

  private void join(String user, List<PublishedPort> ports) {
    kernel.answers.add("1");
    namespace.join(user, ports);
    kernel.answers.clear();
  }

  @Test
  void isMadeForTheFirstAndGoesAfterTheLast() {
    assertThat(namespace.exists()).isFalse();
    join("one", List.of());
    join("two", List.of());

    assertThat(kernel.spawned).hasSize(1);
    assertThat(kernel.spawned.get(0).argv()).contains("-a", folder + "/netns");
    assertThat(forgotten).hasSize(1);
    namespace.leave("one");
    assertThat(kernel.mounted).isTrue();
    namespace.leave("two");
    assertThat(kernel.alive).isFalse();
    assertThat(folder.resolve("users")).doesNotExist();
    assertThat(folder.resolve("network.pid")).doesNotExist();
  }

  @Test
  void opensAndClosesPorts() {
    join("other", List.of());
    join("one", WEB);
    kernel.answers.add(DONE);
    namespace.publish("one");
    assertThat(kernel.written)
        .contains("\"add_hostfwd\"")
        .contains("\"host_addr\":\"127.0.0.1\",\"host_port\":8080")
        .contains("\"guest_addr\":\"10.0.2.100\",\"guest_port\":8080");
    assertThat(namespace.guestPorts("one"))
        .containsExactly(new PublishedPort("", 8080, 8080, 1, "tcp"));

    kernel.answers.add(LISTED);
    kernel.answers.add(DONE);
    namespace.leave("one");

    assertThat(kernel.written).contains("\"remove_hostfwd\",\"arguments\":{\"id\":7}");
  }

  @Test
  void refusesAPortThatSomebodyElseHas() {
    join("one", WEB);
    kernel.answers.addAll(List.of(TAKEN, "{\"return\":{\"entries\":[]}}", DONE));

    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> namespace.publish("one"))
        .withMessageContaining("publish port 127.0.0.1:8080/tcp by slirp4netns")
        .withMessageContaining("taken");
  }

  @Test
  void passesOverAPortThatIsOpenAlready() {
    join("one", WEB);
    kernel.answers.addAll(List.of(TAKEN, LISTED));

    namespace.publish("one");
  }

  @Test
  void startsSlirpAgainWithThePortsOfOthers() {
    join("one", WEB);
    kernel.alive = false;
    kernel.answers.addAll(List.of("1", DONE));

    namespace.join("two", List.of());

    assertThat(kernel.spawned).hasSize(2);
    assertThat(kernel.written).contains("\"add_hostfwd\"");
    assertThat(forgotten).hasSize(1);
  }

  @Test
  void replacesANamespaceThatIsLost() {
    join("one", WEB);
    kernel.mounted = false;

    join("two", List.of());

    assertThat(kernel.mounted).isTrue();
    assertThat(kernel.spawned).hasSize(2);
    assertThat(forgotten).hasSize(2);
  }

  @Test
  void leavesNothingWhereSlirpIsMissing() {
    kernel.programs.clear();

    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> namespace.join("one", List.of()))
        .withMessageContaining("slirp4netns is not installed");
    assertThat(kernel.mounted).isFalse();
    assertThat(folder.resolve("users")).doesNotExist();
  }

  @Test
  void refusesWhatSlirpCannotPublish() {
    for (PublishedPort port :
        List.of(
            new PublishedPort("::1", 80, 80, 1, "tcp"), new PublishedPort("", 80, 80, 1, "sctp"))) {
      assertThatExceptionOfType(NetworkException.class)
          .isThrownBy(() -> namespace.join("one", List.of(port)))
          .matches(e -> e.kind() == NetworkException.Kind.INVALID);
    }
    assertThat(namespace.exists()).isFalse();
  }

  @Test
  void staysWhileItIsVisited() {
    kernel.answers.add("1");
    List<String> seen = new ArrayList<>();
    namespace.visit(() -> seen.addAll(new RootlessUsers(folder + "/users").names()));

    assertThat(seen).containsExactly("process.0.0");
    assertThat(kernel.mounted).isFalse();
    assertThat(folder.resolve("users")).doesNotExist();
  }
}
