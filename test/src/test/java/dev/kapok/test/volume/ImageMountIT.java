package dev.kapok.test.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --mount type=image}. */
class ImageMountIT extends EngineTest {
  private static final String MOUNT = "--mount=type=image,source=" + HandImage.NAME + ",target=/i";

  @BeforeEach
  void load() throws IOException {
    Path folder = Files.createDirectory(kapok.folder().resolve("hand"));
    Path archive =
        HandImage.archive(
            folder,
            tar -> {
              tar.folder("dir/");
              tar.file("dir/file", "of the image");
              tar.file("other", "another");
              tar.link('2', "dir/out", "/etc");
            });
    kapok.run("load", "-q", "-i", archive.toString()).ok();
  }

  private Result run(List<String> options, String script) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(options);
    words.addAll(List.of(BB, "sh", "-c", script));
    return kapok.run(words.toArray(new String[0]));
  }

  private String sh(String mount, String script) {
    return run(List.of(mount), script).ok().out();
  }

  /** A namespace that both identities can have, in which root is not the engine's. */
  private List<String> shifted() {
    return identity == Identity.ROOT
        ? List.of("--uidmap=0:100000:5000", "--gidmap=0:200000:5000")
        : List.of("--userns=nomap");
  }

  private void assertNothingMounted() throws IOException {
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(folder());
    try (var left = Files.list(kapok.root().resolve("overlay/c"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("-"));
    }
  }

  private String folder() {
    return kapok.folder() + "/";
  }

  @Test
  void showsTheImageForReading() throws IOException {
    assertThat(sh(MOUNT, "cat /i/dir/file; touch /i/x 2>/dev/null || echo no"))
        .isEqualTo("of the imageno");
    assertThat(sh(MOUNT + ",subpath=dir", "ls /i")).isEqualTo("file\nout");
    run(List.of(MOUNT + ",subpath=nosuch"), "true").exits(125).complains("does not exist there");
    // A link of the image leads nowhere outside it.
    run(List.of(MOUNT + ",subpath=dir/out"), "true").exits(125).complains("does not exist there");
    assertNothingMounted();
  }

  @Test
  void whatIsWrittenGoesWithTheEnd() throws IOException {
    kapok
        .run(
            "create",
            "--name=c",
            "--network=none",
            MOUNT + ",rw=true",
            BB,
            "sh",
            "-c",
            "ls /i; rm /i/other; echo changed > /i/dir/file; touch /i/new; ls /i")
        .ok();
    for (int i = 0; i < 2; i++) {
      assertThat(kapok.run("start", "-a", "c").ok().lines())
          .containsExactly("dir", "other", "dir", "new");
      assertNothingMounted();
    }
    assertThat(sh(MOUNT, "cat /i/dir/file")).isEqualTo("of the image");
  }

  @Test
  void theImageStaysWhileAContainerMountsIt() {
    kapok.run("create", "--name=c", "--network=none", MOUNT, BB, "cat", "/i/other").ok();
    String id = kapok.run("inspect", "-f", "{{.Id}}", "c").ok().out();
    kapok.run("rmi", HandImage.NAME).exits(2).complains("image is in use by container " + id);
    kapok.run("image", "prune", "-af").ok();
    kapok.run("image", "exists", HandImage.NAME).ok();
    assertThat(kapok.run("system", "check").ok().out()).isEmpty();
    assertThat(kapok.run("start", "-a", "c").ok().out()).isEqualTo("another");
    assertThat(kapok.run("inspect", "-f", "{{json .Mounts}}", "c").ok().out())
        .isEqualTo(
            "[{\"Type\":\"image\",\"Source\":\""
                + HandImage.NAME
                + "\",\"Destination\":\"/i\",\"Driver\":\"\",\"Mode\":\"\",\"Options\":null,"
                + "\"RW\":false,\"Propagation\":\"\"}]");
    kapok.run("rmi", "-f", HandImage.NAME).ok();
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    kapok
        .run("create", MOUNT, BB, "true")
        .exits(125)
        .complains("mounting image " + HandImage.NAME + " at /i: image not known; pull it first");
  }

  @Test
  void aNameThatMovesChangesNoContainer() {
    kapok.run("create", "--name=c", "--network=none", MOUNT, BB, "cat", "/i/other").ok();
    kapok.run("tag", BB, HandImage.NAME).ok();
    assertThat(kapok.run("start", "-a", "c").ok().out()).isEqualTo("another");
  }

  @Test
  void ownersAreThoseInsideAUserNamespace() throws IOException {
    List<String> options = new ArrayList<>(shifted());
    options.add(MOUNT + ",rw");
    String script = "stat -c %u:%g /i/other; touch /i/new; stat -c %u:%g /i/new; cat /i/dir/file";
    assertThat(run(options, script).ok().lines()).containsExactly("0:0", "0:0", "of the image");
    assertNothingMounted();
  }

  @Test
  void isSeenByCopiesAndIsNotCommitted() throws IOException {
    kapok.run("create", "--name=c", "--network=none", MOUNT + ",rw", BB, "sleep", "100").ok();
    Path here = kapok.folder().resolve("hand");
    assertThat(kapok.run("cp", "c:/i/other", "-").ok().out()).contains("another");
    kapok.run("cp", here + "/image.tar", "c:/i/x").exits(125);
    assertNothingMounted();
    kapok.run("start", "c").ok();
    kapok.run("cp", here + "/image.tar", "c:/i/x").ok();
    assertThat(kapok.run("exec", "c", "ls", "/i").ok().lines()).contains("x");
    kapok.run("commit", "-q", "c", "localhost/made").ok();
    assertThat(
            kapok.run("run", "--rm", "--network=none", "localhost/made", "ls", "/i").ok().lines())
        .isEmpty();
    kapok.run("rm", "-f", "-t0", "c").ok();
    assertNothingMounted();
  }
}
