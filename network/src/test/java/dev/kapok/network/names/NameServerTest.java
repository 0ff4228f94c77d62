package dev.kapok.network.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program that only writes down how it is called, in place of aardvark-dns. */
class NameServerTest {
  private final Path folder;
  private final NameServer server;

  NameServerTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path program =
        Files.writeString(
            folder.resolve("stub"), "#!/bin/sh\necho \"$@\" >> " + folder + "/calls\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    server =
        new NameServer(
            TestKernel.get(), program.toString(), List.of(), folder + "/names", pid -> () -> {});
  }

  private static NameEntry entry(String network, String id, String address, List<String> servers) {
    return new NameEntry(
        network,
        List.of("127.0.0.1"),
        List.of("192.0.2.53"),
        id,
        List.of(address, "fd00::2"),
        List.of("name-" + id, "alias"),
        servers);
  }

  @Test
  void writesALineForEachContainer() {
    server.add(entry("web", "a1", "10.0.0.2", List.of()));
    server.add(entry("web", "b2", "10.0.0.3", List.of("192.0.2.1")));

    assertThat(folder.resolve("names/web"))
        .hasContent(
            """
            127.0.0.1 192.0.2.53
            a1 10.0.0.2 fd00::2 name-a1,alias
            b2 10.0.0.3 fd00::2 name-b2,alias 192.0.2.1
            """);
    assertThat(folder.resolve("calls"))
        .content()
        .startsWith("--config " + folder + "/names --filter-search-domain .dns.kapok -p 53 run\n");
  }

  @Test
  void replacesALineOfTheSameContainer() {
    server.add(entry("web", "a1", "10.0.0.2", List.of()));
    server.add(entry("web", "a1", "10.0.0.9", List.of()));

    assertThat(folder.resolve("names/web")).content().contains("10.0.0.9").doesNotContain(".0.2 ");
  }

  @Test
  void forgetsAContainerOnAllNetworksAndNetworksWithoutContainers() {
    server.add(entry("web", "a1", "10.0.0.2", List.of()));
    server.add(entry("web", "b2", "10.0.0.3", List.of()));
    server.add(entry("db", "a1", "10.0.1.2", List.of()));

    server.remove("a1", null);

    assertThat(folder.resolve("names/db")).doesNotExist();
    assertThat(folder.resolve("names/web")).content().contains("b2 ").doesNotContain("a1 ");
    server.remove("b2", "web");
    assertThat(folder.resolve("names")).isEmptyDirectory();
  }

  @Test
  void changesWhomToAskElsewhere() {
    server.askElsewhere("web", List.of("192.0.2.1"));
    assertThat(folder.resolve("names")).doesNotExist();
    server.add(entry("web", "a1", "10.0.0.2", List.of()));

    server.askElsewhere("web", List.of("192.0.2.1", "no address", "192.0.2.2"));
    assertThat(folder.resolve("names/web"))
        .hasContent("127.0.0.1 192.0.2.1,192.0.2.2\na1 10.0.0.2 fd00::2 name-a1,alias\n");
    server.askElsewhere("web", List.of());
    assertThat(folder.resolve("names/web")).content().startsWith("127.0.0.1\na1 ");
    server.askElsewhere("web", List.of("192.0.2.3"));
    assertThat(folder.resolve("names/web")).content().startsWith("127.0.0.1 192.0.2.3\na1 ");
  }

  @Test
  void forgetsNothingOfAnUnknownContainer() {
    server.remove("a1", null);
    server.add(entry("web", "a1", "10.0.0.2", List.of()));
    server.remove("a", null);

    assertThat(folder.resolve("names/web")).content().contains("a1 ");
  }
}
