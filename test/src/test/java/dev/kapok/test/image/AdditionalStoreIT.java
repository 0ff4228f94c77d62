package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images of another root, which are used and never changed. */
class AdditionalStoreIT extends EngineTest {
  private static final String SHARED = "localhost/shared:1";

  private String option = "";

  @BeforeEach
  void fillTheOtherStore() {
    kapok.run("rmi", "-fa").ok();
    second().run("load", "-q", "-i", archive().toString()).ok();
    second().run("run", "--name=c", "--network=none", BB, "sh", "-c", "echo in > /f; rm -r /home");
    second().run("commit", "-q", "c", SHARED).ok();
    second().run("rm", "c").ok();
    option = "--storage-opt=additionalimagestore=" + second().root();
  }

  private Result with(String... words) {
    List<String> all = new ArrayList<>(List.of(option));
    all.addAll(List.of(words));
    return kapok.run(all.toArray(new String[0]));
  }

  /** Returns what find and sha256sum say of the other store. */
  private String otherStore() {
    String script =
        "cd "
            + second().root()
            + " && find . -printf '%p %i %m %U:%G %T@ %s %l\\n' | sort"
            + " && find . -type f -print0 | sort -z | xargs -0 sha256sum";
    return Shell.run("sh", "-c", script).ok().stdout();
  }

  @Test
  void imagesAreListedAndRunAndNeverWritten() {
    String before = otherStore();
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    assertThat(with("images", "--format={{.Repository}}:{{.Tag}} {{.ReadOnly}}").ok().lines())
        .containsExactlyInAnyOrder(SHARED + " true", BB + " true");
    assertThat(with("images").ok().lines().getFirst()).endsWith("R/O");
    assertThat(with("images", "-q", "--filter=readonly=false").ok().out()).isEmpty();
    assertThat(
            with("run", "--rm", "--network=none", SHARED, "sh", "-c", "cat /f; ls /home 2>&1; true")
                .ok()
                .out())
        .isEqualTo("in\nls: /home: No such file or directory");
    with("run", "--name=own", "--network=none", SHARED, "sh", "-c", "echo 2 > /f").ok();
    with("commit", "-q", "own", "localhost/own").ok();
    assertThat(with("diff", "own").ok().lines()).containsExactly("C /f");
    assertThat(with("run", "--rm", "--network=none", "localhost/own", "cat", "/f").ok().out())
        .isEqualTo("2");
    with("history", SHARED).ok();
    with("inspect", SHARED).ok();
    Path tar = kapok.folder().resolve("shared.tar");
    with("save", "-q", "-o", tar.toString(), SHARED).ok();
    with("tag", SHARED, "localhost/mine:1").ok();
    with("rm", "own").ok();
    assertThat(otherStore()).isEqualTo(before);
  }

  @Test
  void removingRefusesAndLeavesAlone() {
    String before = otherStore();
    with("rmi", SHARED).exits(125).complains("read-only image").complains(second().root() + "");
    with("rmi", "-f", BB).exits(125).complains("read-only image");
    with("rmi", "-fa").ok();
    with("image", "prune", "-fa").ok();
    assertThat(with("images", "-q").ok().lines()).hasSize(2);
    assertThat(otherStore()).isEqualTo(before);
  }

  @Test
  void changesOfTheOtherStoreAreSeen() {
    with("images").ok();
    second().run("tag", SHARED, "localhost/more:1").ok();
    assertThat(with("images", "--format={{.Repository}}").ok().lines()).contains("localhost/more");
    with("tag", SHARED, "localhost/mine:1").ok();
    second().run("rmi", "-f", BB).ok();
    assertThat(with("images", "--format={{.Repository}}").ok().lines())
        .contains("localhost/mine", "localhost/shared")
        .doesNotContain("localhost/bb");
    assertThat(kapok.run("images", "-q").ok().out()).isEmpty();
    kapok.run("load", "-q", "-i", archive().toString()).ok();
    assertThat(kapok.run("run", "--rm", "--network=none", BB, "echo", "own").ok().out())
        .isEqualTo("own");
    assertThat(with("images", "--format={{.Repository}} {{.ReadOnly}}").ok().lines())
        .contains("localhost/bb false", "localhost/shared true");
  }

  @Test
  void containersGoOnWhereTheOtherStoreMadeTheirLayersAgain() {
    with("create", "--name=c", "--network=none", BB, "echo", "here").ok();
    second().run("rmi", "-fa").ok();
    second().run("load", "-q", "-i", archive().toString()).ok();
    assertThat(with("start", "-a", "c").ok().out()).isEqualTo("here");
    second().run("rmi", "-fa").ok();
    with("load", "-q", "-i", archive().toString()).ok();
    assertThat(with("start", "-a", "c").ok().out()).isEqualTo("here");
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    assertThat(kapok.run("system", "check").ok().out()).isEmpty();
  }

  @Test
  void checkReadsLayersOfBothAndChangesTheOtherStoreNever() throws IOException {
    assertThat(with("system", "check").ok().out()).isEmpty();
    assertThat(kapok.run("system", "check").ok().out()).isEmpty();
    with("run", "--name=c", "--network=none", SHARED, "touch", "/x").ok();
    with("commit", "-q", "c", "localhost/own").ok();
    assertThat(with("system", "check", "--repair", "--max=0s").ok().out()).isEmpty();
    Path seed = seedOfTheOtherStore();
    String content = Files.readString(seed);
    Files.writeString(seed, "changed");
    String before = otherStore();
    Result damaged = with("system", "check", "--repair").exits(125);
    assertThat(damaged.stdout())
        .contains("Damaged layer ", "Damaged image ")
        .doesNotContain("Deleted");
    assertThat(damaged.stderr())
        .contains(
            "read-only", "repair that store", second().root() + "", "still present after repair");
    assertThat(otherStore()).isEqualTo(before);
    Files.writeString(seed, content);
    assertThat(kapok.run("start", "-a", "c").ok().out()).isEmpty();
  }

  private Path seedOfTheOtherStore() {
    String found =
        Shell.run("find", second().root() + "/overlay", "-path", "*/diff/var/data/seed").ok().out();
    return Path.of(found);
  }

  @Test
  void whatIsNoStoreIsNamed() throws IOException {
    option = "--storage-opt=additionalimagestore=/no/such/folder";
    with("images").exits(125).complains("/no/such/folder").complains("no store of kapok");
    Path podmans = Files.createDirectories(kapok.folder().resolve("podmans/overlay-images"));
    option = "--storage-opt=overlay.imagestore=" + podmans.getParent();
    with("images").exits(125).complains("containers/storage").complains("not one of kapok");
    option = "--storage-opt=additionalimagestore=" + kapok.root();
    with("images").exits(125).complains("root itself");
  }
}
