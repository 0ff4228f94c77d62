package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private List<String> listed(String... options) {
    List<String> words = new ArrayList<>(List.of("images", "--format", "{{.ID}}"));
    words.addAll(List.of(options));
    List<String> ids = new ArrayList<>(kapok.run(words.toArray(new String[0])).ok().lines());
    ids.remove("");
    return ids;
  }

  private String commit(String container, String... options) {
    List<String> words = new ArrayList<>(List.of("commit", "-q"));
    words.addAll(List.of(options));
    words.add(container);
    return kapok.run(words.toArray(new String[0])).ok().out().substring(0, 12);
  }

  @Test
  void listCanBeFiltered() {
    String base = listed().get(0);
    kapok.run("run", "--name", "c", "--network=none", BB, "touch", "/x").ok();
    String middle = commit("c", "--change", "LABEL stage=middle");
    kapok.run("run", "--name", "d", "--network=none", middle, "touch", "/y").ok();
    String leaf = commit("d");
    String full = kapok.run("inspect", "--format", "{{.Digest}}", leaf).ok().out();

    assertThat(listed()).containsExactlyInAnyOrder(leaf, base);
    assertThat(listed("-a")).containsExactlyInAnyOrder(leaf, middle, base);
    assertThat(listed("--filter", "intermediate=true")).containsExactly(middle);
    assertThat(listed("-a", "--filter", "dangling=true")).containsExactly(leaf);
    assertThat(listed("--filter", "dangling=false")).containsExactly(base);
    assertThat(listed("-a", "--filter", "label=stage=middle")).hasSize(2);
    assertThat(listed("-a", "--filter", "label=stage", "--filter", "label=none")).isEmpty();
    assertThat(listed("-a", "--filter", "before=" + middle)).containsExactly(base);
    assertThat(listed("-a", "--filter", "since=" + BB)).contains(middle);
    assertThat(listed("-a", "--filter", "after=" + leaf)).isEmpty();
    assertThat(listed("--filter", "until=2026-01-03")).containsExactly(base);
    assertThat(listed("-a", "--filter", "until=10h")).containsExactly(base);
    assertThat(listed("-a", "--filter", "id=" + middle)).containsExactly(middle);
    assertThat(listed("--filter", "digest=" + full)).containsExactly(leaf);
    assertThat(listed("-a", "--filter", "containers=true")).containsExactly(middle, base);
    assertThat(listed("-a", "--filter", "containers=false")).containsExactly(leaf);
    assertThat(listed("-a", "--filter", "readonly=true")).isEmpty();
    assertThat(listed("-a", "--filter", "readonly=false")).hasSize(3);
    assertThat(listed("--filter", "reference=b*")).containsExactly(base);
    kapok.run("images", "--filter", "colour=red").exits(125).complains("colour");
    kapok.run("images", "--filter", "dangling=perhaps").exits(125).complains("dangling");
    kapok.run("rm", "-a").ok();
    assertThat(kapok.run("image", "prune", "-f").ok().lines()).hasSize(2);
  }

  @Test
  void listCanBeSorted() {
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", "ls -lR /bin >/x").ok();
    kapok.run("commit", "-q", "c", "localhost/aa:9").ok();
    String[] names = {"images", "--format", "{{.Repository}}:{{.Tag}}", "--sort", ""};
    for (String key : new String[] {"created", "repository"}) {
      names[4] = key;
      assertThat(kapok.run(names).ok().lines()).containsExactly("localhost/aa:9", BB);
    }
    for (String key : new String[] {"size", "tag"}) {
      names[4] = key;
      List<String> sorted = kapok.run(names).ok().lines();
      assertThat(sorted.indexOf(BB)).isEqualTo(key.equals("size") ? 0 : 1);
    }
    names[4] = "id";
    assertThat(kapok.run(names).ok().lines()).hasSize(2);
    names[4] = "colour";
    kapok.run(names).exits(125).complains("not a valid field for sorting");
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
