package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushing to a real registry, logging in to one, and looking for images there. */
class PushIT extends EngineTest {
  private static final String PLAIN = "--tls-verify=false";

  private void assertPulled(String reference) {
    second().run("pull", "-q", PLAIN, reference).ok();
    assertThat(second().run("images", "-q", "--no-trunc").ok().out())
        .isEqualTo(kapok.run("images", "-q", "--no-trunc").ok().lines().getFirst());
    assertThat(second().run("run", "--rm", "--network=none", reference, "echo", "ran").ok().out())
        .isEqualTo("ran");
    second().run("rmi", "-fa").ok();
  }

  @Test
  void pushedImageIsPulledAgain() throws IOException {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      for (String option : List.of("--format=v2s2", "--format=oci", "--compression-format=zstd")) {
        String reference = registry.host() + "/team/bb:" + option.replaceAll("[^a-z]", "");
        Path digest = kapok.folder().resolve("digest");
        kapok
            .run("push", "-q", PLAIN, option, "--digestfile", digest.toString(), BB, reference)
            .ok();
        assertThat(
                Shell.run(
                        "skopeo",
                        "inspect",
                        "--tls-verify=false",
                        "--format={{.Digest}}",
                        "docker://" + reference)
                    .ok()
                    .out())
            .isEqualTo(Files.readString(digest));
        assertPulled(reference);
      }
    }
  }

  @Test
  void pulledImageGoesBackAsItIs() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String reference = registry.push(archive(), "bb:latest");
      second().run("pull", "-q", PLAIN, reference).ok();
      String digest = second().run("inspect", "--format", "{{.Digest}}", reference).ok().out();
      assertThat(
              second().run("push", PLAIN, reference, registry.host() + "/bb:again").ok().stderr())
          .contains("already exists")
          .doesNotContain(" done");
      assertThat(second().run("push", PLAIN, reference, registry.host() + "/else:1").ok().stderr())
          .doesNotContain(" done");
      for (String name : List.of("/bb:again", "/else:1")) {
        assertThat(
                Shell.run(
                        "skopeo",
                        "inspect",
                        "--tls-verify=false",
                        "--format={{.Digest}}",
                        "docker://" + registry.host() + name)
                    .ok()
                    .out())
            .isEqualTo(digest);
      }
    }
  }

  @Test
  void loginIsKeptForPushAndPull() {
    try (LocalRegistry registry = LocalRegistry.withPassword()) {
      String reference = registry.host() + "/bb:1";
      kapok.run("push", PLAIN, BB, reference).exits(125).complains("unauthorized");
      kapok.run("login", PLAIN, "-u", "alice", "-p", "wrong", registry.host()).exits(125);
      String file = kapok.folder().resolve("auth.json").toString();
      String option = "--authfile=" + file;
      assertThat(
              kapok
                  .runWithInput(
                      "secret\n",
                      "login",
                      PLAIN,
                      option,
                      "-u",
                      "alice",
                      "--password-stdin",
                      registry.host())
                  .ok()
                  .out())
          .isEqualTo("Login Succeeded!");
      assertThat(kapok.run("login", option, "--get-login", registry.host()).ok().out())
          .isEqualTo("alice");
      assertThat(Shell.run("stat", "-c%a", file).ok().out()).isEqualTo("600");
      kapok.run("push", "-q", PLAIN, option, BB, reference).ok();
      assertThat(kapok.run("logout", option, registry.host()).ok().out())
          .isEqualTo("Removed login credentials for " + registry.host());
      kapok.run("logout", option, registry.host()).exits(125).complains("not logged into");
      kapok.run("push", PLAIN, option, BB, reference).exits(125);
    }
  }

  @Test
  void searchFindsNamesAndTags() {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      for (String tag : List.of("a", "b")) {
        kapok.run("push", "-q", PLAIN, BB, registry.host() + "/team/bb:" + tag).ok();
      }
      assertThat(kapok.run("search", PLAIN, registry.host() + "/team").ok().stdout())
          .contains(registry.host() + "/team/bb");
      assertThat(
              kapok.run("search", PLAIN, "--list-tags", registry.host() + "/team/bb").ok().lines())
          .hasSize(3);
      assertThat(second().run("pull", "-q", "-a", PLAIN, registry.host() + "/team/bb").ok().lines())
          .hasSize(2);
    }
  }

  @Test
  void archivesAreDestinationsToo() {
    Path folder = kapok.folder();
    for (String name :
        List.of(
            "docker-archive:" + folder + "/d.tar:localhost/x:1",
            "oci-archive:" + folder + "/o.tar:localhost/x:1",
            "oci:" + folder + "/oci:x",
            "dir:" + folder + "/dir")) {
      kapok.run("push", "-q", BB, name).ok();
      second().run("pull", "-q", name).ok();
      assertThat(second().run("images", "-q", "--no-trunc").ok().lines().getFirst())
          .isEqualTo(kapok.run("images", "-q", "--no-trunc").ok().out());
      second().run("rmi", "-fa").ok();
    }
    kapok.run("push", BB, "docker-daemon:x:1").exits(125).complains("docker-daemon");
    kapok.run("push", "--all", BB, "dir:/tmp/x").exits(125).complains("--all");
    kapok.run("push", "--compression-format=lz4", BB, "dir:/tmp/x").exits(125).complains("lz4");
  }

  @Test
  void historyTreeNamesAndPruning() {
    assertThat(kapok.run("history", BB).ok().stdout()).contains("CREATED BY").contains("tar");
    assertThat(kapok.run("image", "tree", BB).ok().stdout())
        .contains("Image Layers")
        .contains("Top Layer of: [" + BB + "]");
    kapok.run("image", "exists", BB).ok();
    kapok.run("image", "exists", "nosuch").exits(1);
    kapok.run("tag", BB, "localhost/b:2").ok();
    kapok.run("untag", BB, "localhost/b:2").ok();
    assertThat(kapok.run("images", "-q").ok().lines()).hasSize(1);
    kapok.run("untag", BB).ok();
    String id = kapok.run("images", "-q").ok().out();
    assertThat(kapok.runWithInput("n\n", "image", "prune").ok().stdout()).contains("WARNING");
    kapok.run("create", "--name", "c", id, "true").ok();
    assertThat(kapok.run("image", "prune", "-f").ok().out()).isEmpty();
    kapok.run("rm", "c").ok();
    assertThat(kapok.run("image", "prune", "-f").ok().out()).startsWith(id);
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
  }
}
