package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code system reset}, {@code system migrate} and {@code system renumber}. */
class ResetIT extends EngineTest {
  private void fill() {
    kapok.run("run", "-d", "--name", "a", "-v", "vol:/x", "--network=none", BB, "sleep", "99").ok();
    kapok.run("run", "-d", "--name", "b", "--network=slirp4netns", BB, "sleep", "99").ok();
    kapok.run("create", "--name", "c", BB, "true").ok();
  }

  private void nothingIsThere() {
    assertThat(kapok.root()).doesNotExist();
    assertThat(kapok.runRoot()).doesNotExist();
    assertThat(kapok.folder().resolve("tmp")).doesNotExist();
  }

  @Test
  void removesEverything() {
    fill();
    kapok.run("system", "reset", "-f").ok();
    nothingIsThere();
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
  }

  @Test
  void asksBefore() {
    assertThat(kapok.runWithInput("n\n", "system", "reset").ok().stdout())
        .startsWith("WARNING! This will remove:\n        - all containers\n")
        .contains(
            "        - the graphRoot directory: \"" + kapok.root() + "\"\n",
            "        - the runRoot directory: \"" + kapok.runRoot() + "\"\n")
        .endsWith("Are you sure you want to continue? [y/N] ");
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
  }

  @Test
  void whatIsNotTheEnginesStays() throws IOException {
    kapok.run("images").ok();
    Files.writeString(kapok.root().resolve("notes"), "mine");
    assertThat(kapok.run("system", "reset", "-f").exits(125).stderr()).contains("notes");
    assertThat(kapok.root().resolve("notes")).hasContent("mine");
    assertThat(kapok.root().resolve("kapok.db")).doesNotExist();
  }

  @Test
  void onlyOwnVolumesGo() throws IOException {
    Path volumes = kapok.folder().resolve("volumes");
    for (String name : List.of("others/_data", "locked/lock")) {
      Shell.run("mkdir", "-p", volumes.resolve(name).toString()).ok();
    }
    Files.writeString(volumes.resolve("others/_data/file"), "theirs");
    Shell.run("chmod", "777", volumes.toString()).ok();
    String option = "--volumepath=" + volumes;
    kapok.run(option, "run", "--rm", "-v", "own:/x", "--network=none", BB, "touch", "/x/y").ok();
    assertThat(volumes.resolve("own/_data/y")).exists();
    assertThat(kapok.runWithInput("n\n", option, "system", "reset").ok().stdout())
        .contains("        - the volumes in the directory: \"" + volumes + "\"");
    assertThat(kapok.run(option, "system", "reset", "-f").exits(125).stderr())
        .contains("folder " + volumes + " stays", "others", "locked");
    assertThat(volumes.resolve("own")).doesNotExist();
    assertThat(volumes.resolve("others/_data/file")).hasContent("theirs");
    assertThat(volumes.resolve("locked/lock")).exists();
    nothingIsThere();
  }

  @Test
  void rootOfAnotherEngineIsRefused() throws IOException {
    kapok.run("create", "--name", "c", BB, "true").ok();
    Files.createDirectories(kapok.root().resolve("overlay-layers"));
    Files.createDirectories(kapok.root().resolve("overlay/" + "f".repeat(64) + "/diff"));
    kapok
        .run("system", "reset", "-f")
        .exits(125)
        .complains("store of containers/storage")
        .complains("overlay-layers");
    assertThat(kapok.root().resolve("overlay/" + "f".repeat(64) + "/diff")).exists();
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1);
  }

  @Test
  void damagedDatabaseIsNoObstacle() throws IOException {
    fill();
    Shell.run("sh", "-c", "rm " + kapok.root() + "/kapok.db-*").ok();
    Files.writeString(kapok.root().resolve("kapok.db"), "this is no database at all".repeat(500));
    kapok.run("system", "reset", "-f").exits(125);
    nothingIsThere();
  }

  @Test
  void migrateStopsContainersAndMakesNewNamespaces() throws IOException {
    kapok.run("run", "-d", "--name", "a", "--network=none", BB, "sleep", "99").ok();
    String id = kapok.run("inspect", "--format", "{{.Id}}", "a").ok().out();
    String before = namespace();
    assertThat(kapok.run("system", "migrate").ok().out()).isEqualTo("stopped " + id);
    assertThat(kapok.run("ps", "-q").ok().out()).isEmpty();
    if (identity == Identity.USER) {
      assertThat(namespace()).isNotEqualTo(before);
    }
    kapok.run("start", "a").ok();
    assertThat(kapok.run("ps", "-q").ok().lines()).hasSize(1);
  }

  private String namespace() throws IOException {
    Path keeper = kapok.runtimeDir().resolve("kapok/pause.pid");
    return Files.exists(keeper) ? Files.readString(keeper) : "";
  }

  @Test
  void migrateGivesContainersAnotherRuntime() {
    kapok.run("create", "--name", "a", "--network=none", BB, "true").ok();
    kapok.run("system", "migrate", "--new-runtime", "crun").ok();
    assertThat(kapok.run("inspect", "--format", "{{.OCIRuntime}}", "a").ok().out())
        .isEqualTo("crun");
    kapok.run("system", "migrate", "--new-runtime", "runc").ok();
    assertThat(kapok.run("inspect", "--format", "{{.OCIRuntime}}", "a").ok().out())
        .isEqualTo("runc");
    kapok.run("start", "-a", "a").ok();
    assertThat(kapok.run("system", "migrate", "--new-runtime", "nosuch").exits(125).stderr())
        .contains("change to runtime \"nosuch\" requested but no such runtime is defined");
  }

  @Test
  void renumberHasNothingToDo() {
    assertThat(kapok.run("system", "renumber").ok().out()).isEmpty();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
  }
}
