package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code container prune} and {@code system prune}. */
class PruneIT extends EngineTest {
  private List<String> names() {
    return kapok.run("ps", "-a", "--format", "{{.Names}}", "--sort", "names").ok().lines();
  }

  private void containers() {
    kapok.run("create", "--name", "a", "--label", "kind=x", BB, "true").ok();
    kapok.run("run", "--name", "b", "--network=none", BB, "true").ok();
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
  }

  @Test
  void containersThatRunStay() {
    containers();
    assertThat(kapok.run("container", "prune", "-f").ok().lines()).hasSize(2);
    assertThat(names()).containsExactly("c");
  }

  @Test
  void asksBefore() {
    containers();
    Result asked = kapok.runWithInput("n\n", "container", "prune");
    assertThat(asked.ok().stdout())
        .isEqualTo(
            "WARNING! This will remove all non running containers.\n"
                + "Are you sure you want to continue? [y/N] ");
    assertThat(kapok.runWithInput("n\n", "system", "prune", "-a", "--volumes").ok().stdout())
        .isEqualTo(
            """
            WARNING! This command removes:
            \t- all stopped containers
            \t- all networks not used by at least one container
            \t- all volumes not used by at least one container
            \t- all images without at least one container associated with them

            """
                + "Are you sure you want to continue? [y/N] ");
    assertThat(names()).hasSize(3);
    kapok.runWithInput("y\n", "container", "prune").ok();
    assertThat(names()).containsExactly("c");
  }

  @Test
  void filtersContainers() {
    containers();
    kapok.run("container", "prune", "-f", "--filter", "until=10h").ok();
    kapok.run("container", "prune", "-f", "--filter", "label=kind=y").ok();
    assertThat(names()).containsExactly("a", "b", "c");
    kapok.run("container", "prune", "-f", "--filter", "label!=kind").ok();
    assertThat(names()).containsExactly("a", "c");
    kapok.run("container", "prune", "-f", "--filter", "label=kind=x").ok();
    assertThat(names()).containsExactly("c");
    kapok.run("container", "prune", "-f", "--filter", "colour=red").exits(125);
  }

  @Test
  void systemPruneRemovesContainersAndDanglingImages() {
    containers();
    String dangling = kapok.run("commit", "-q", "b").ok().out();
    Result pruned = kapok.run("system", "prune", "-f").ok();
    assertThat(pruned.lines())
        .startsWith("Deleted Containers")
        .containsSequence("Deleted Images", dangling);
    assertThat(pruned.lines().getLast()).startsWith("Total reclaimed space: ");
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
  }

  @Test
  void imagesAndVolumesInUseStay() {
    kapok.run("create", "--name", "a", "-v", "free:/x", BB, "true").ok();
    kapok
        .run("run", "-d", "--name", "c", "-v", "used:/x", "--network=none", BB, "sleep", "99")
        .ok();
    kapok.run("rm", "a").ok();
    assertThat(kapok.run("system", "prune", "-af").ok().out())
        .contains("Total reclaimed space: 0B");
    Result pruned = kapok.run("system", "prune", "-af", "--volumes").ok();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    assertThat(kapok.run("system", "df", "--format", "{{.Total}}").ok().lines())
        .containsExactly("1", "1", "1");
    assertThat(pruned.out()).contains("Deleted Volumes\nfree");
    kapok.run("rm", "-f", "-t", "0", "c").ok();
    kapok.run("system", "prune", "-af", "--volumes").ok();
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    assertThat(StoreState.layers(kapok)).isEmpty();
    assertThat(kapok.root().resolve("volumes/used")).doesNotExist();
  }

  @Test
  void externalRemovesOnlyWhatNoRecordKnows() throws Exception {
    containers();
    var orphan = kapok.root().resolve("overlay").resolve("f".repeat(64));
    Files.createDirectories(orphan.resolve("diff"));
    Shell.run("chown", "-R", identity.uid() + ":" + identity.uid(), orphan.toString()).ok();
    kapok.run("system", "prune", "--external").ok();
    assertThat(orphan).doesNotExist();
    assertThat(names()).hasSize(3);
    kapok.run("system", "prune", "--external", "-a").exits(125);
  }
}
