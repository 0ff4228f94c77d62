package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Loading, importing, naming, listing and removing. */
class ImageIT extends EngineTest {
  @Test
  void loadSaysWhatItLoaded() {
    kapok.run("rmi", BB).ok();
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    assertThat(kapok.run("load", "-i", archive().toString()).ok().stdout())
        .contains("Loaded image: " + BB);
    assertThat(kapok.run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out())
        .isEqualTo(BB);
  }

  @Test
  void namesComeAndGo() {
    kapok.run("tag", BB, "localhost/other:1").ok();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(2);
    assertThat(kapok.run("rmi", "localhost/other:1").ok().stdout())
        .contains("Untagged: localhost/other:1");
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    kapok.run("rmi", "localhost/nosuch").exits(1).complains("nosuch");
  }

  @Test
  void imageInUseIsNotRemoved() {
    kapok.run("create", "--name", "c", BB, "true").ok();
    kapok.run("rmi", BB).exits(2).complains("in use");
    kapok.run("rmi", "-f", BB).ok();
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void importMakesAnImageOfATar() throws IOException {
    Path tar = archive().resolveSibling("layer.tar");
    kapok
        .run(
            "import",
            "--change",
            "CMD [\"/bin/echo\",\"imported\"]",
            "--change",
            "ENV A=b",
            tar.toString(),
            "localhost/imp:1")
        .ok();
    assertThat(kapok.run("run", "--rm", "--network=none", "localhost/imp:1").ok().out())
        .isEqualTo("imported");
    assertThat(
            kapok
                .run("image", "inspect", "--format", "{{.Config.Env}}", "localhost/imp:1")
                .ok()
                .out())
        .contains("A=b");
  }

  @Test
  void inspectShowsTheConfiguration() {
    assertThat(
            kapok
                .run(
                    "inspect",
                    "--format",
                    "{{.Architecture}} {{index .Config.Labels \"made.of\"}}",
                    BB)
                .ok()
                .out())
        .isEqualTo("amd64 busybox");
    assertThat(kapok.run("image", "inspect", BB).ok().out())
        .startsWith("[")
        .contains("\"RepoTags\"");
  }

  @Test
  void truncatedArchiveIsRefusedAndLeavesNothing() throws IOException {
    byte[] bytes = Files.readAllBytes(archive());
    Path broken = kapok.folder().resolve("broken.tar");
    Files.write(broken, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Files.setAttribute(broken, "unix:uid", identity.uid());
    kapok.run("rmi", BB).ok();
    kapok.run("load", "-i", broken.toString()).exits(125);
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
    kapok.run("load", "-i", "/nonexistent").exits(125).complains("/nonexistent");
  }

  @Test
  void namesThatAreNoReferencesAreRefused() {
    for (String name : new String[] {"UPPER", "a//b", "", "a:b:c", "../x"}) {
      kapok.run("tag", BB, name).exits(125);
    }
  }
}
