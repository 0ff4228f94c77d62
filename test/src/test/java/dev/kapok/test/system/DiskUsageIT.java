package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code system df}, {@code ps --size}, and that neither walks what the index knows. */
class DiskUsageIT extends EngineTest {
  private String[] df() {
    return kapok
        .run("system", "df", "--format", "{{.Type}}|{{.Total}}|{{.Active}}|{{.Size}}")
        .ok()
        .lines()
        .toArray(new String[0]);
  }

  private void write(String name, int bytes) {
    String command = "head -c " + bytes + " /dev/zero > /written";
    kapok.run("run", "--name", name, "--network=none", BB, "sh", "-c", command).ok();
  }

  @Test
  void countsImagesContainersAndVolumes() {
    kapok.run("tag", BB, "localhost/other:1").ok();
    write("first", 5000);
    kapok.run("create", "--name", "second", "-v", "data:/data", BB, "true").ok();
    kapok.run("run", "-d", "--name", "third", "--network=none", BB, "sleep", "1000").ok();
    assertThat(df()[0]).startsWith("Images|2|2|");
    assertThat(df()[1]).isEqualTo("Containers|3|1|5kB");
    assertThat(df()[2]).isEqualTo("Local Volumes|1|1|0B");
    assertThat(kapok.run("system", "df").ok().lines().get(0))
        .isEqualTo("TYPE           TOTAL       ACTIVE      SIZE        RECLAIMABLE");
    assertThat(kapok.run("system", "df", "--format", "json").ok().out())
        .contains("\"RawSize\": 5000", "\"TotalCount\": 3", "\"Reclaimable\": \"5kB (100%)\"");
  }

  @Test
  void tellsWhatImagesShare() {
    write("first", 5000);
    kapok.run("commit", "-q", "first", "localhost/child").ok();
    List<String> lines = kapok.run("system", "df", "-v").ok().lines();
    assertThat(lines.get(2).split(" {2,}", -1))
        .containsExactly(
            "REPOSITORY",
            "TAG",
            "IMAGE ID",
            "CREATED",
            "SIZE",
            "SHARED SIZE",
            "UNIQUE SIZE",
            "CONTAINERS");
    assertThat(String.join("\n", lines))
        .containsPattern("localhost/child .* 5kB  +0\n")
        .containsPattern("localhost/bb .* 0B  +1\n")
        .contains("Containers space usage:", "Local Volumes space usage:");
    kapok.run("system", "df", "-v", "--format", "json").exits(125);
  }

  @Test
  void emptyStoreHasNothing() {
    assertThat(second().run("system", "df").ok().out())
        .contains("Images         0           0           0B          0B (0%)");
  }

  @Test
  void measuresAContainerOnceAfterEachOfItsRuns() throws IOException {
    write("c", 5000);
    assertThat(sizes()).startsWith("5kB ");
    assertThat(opened("ps", "-as")).as("folders that were opened").isEmpty();
    assertThat(opened("system", "df", "-v")).isEmpty();
    assertThat(opened("images")).isEmpty();
    kapok.run("start", "-a", "c").ok();
    assertThat(opened("ps", "-as")).as("it ran again").isNotEmpty();
    assertThat(opened("ps", "-as")).isEmpty();
  }

  @Test
  void measuresAContainerAnewThatWasWrittenToThroughAMount() throws IOException {
    write("c", 5000);
    assertThat(sizes()).startsWith("5kB ");
    writeThroughMount();
    assertThat(sizes()).startsWith("7kB ");
    assertThat(opened("ps", "-as")).isEmpty();
  }

  /** A user's mounts can only be seen inside the user's own namespaces. */
  private void writeThroughMount() {
    String kapokHere = String.join(" ", kapok.argv(List.of(), ""));
    String command = kapokHere.substring(kapokHere.indexOf(Kapok.PREFIX.toString())).strip();
    String script =
        "m=$("
            + command
            + " mount c) && head -c 2000 /dev/zero > $m/more && "
            + command
            + " umount c";
    if (identity == Identity.ROOT) {
      Shell.run("sh", "-c", script).ok();
    } else {
      kapok.run("unshare", "sh", "-c", script).ok();
    }
  }

  private String sizes() {
    return kapok.run("ps", "-as", "--format", "{{.Size}}").ok().out();
  }

  /** Returns what of layers' files a command opens, by strace. */
  private List<String> opened(String... command) throws IOException {
    Path log = kapok.folder().resolve("trace");
    Files.deleteIfExists(log);
    List<String> words =
        new ArrayList<>(List.of("strace", "-f", "-e", "trace=openat,openat2,open"));
    words.addAll(List.of("-o", log.toString()));
    words.addAll(kapok.argv(List.of(), command));
    Shell.run(words, "").ok();
    List<String> opened = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      if (line.contains(kapok.root() + "/overlay")) {
        opened.add(line);
      }
    }
    return opened;
  }
}
