package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images go to podman and come back, through archives and a registry, where podman is there. */
class PodmanIT extends EngineTest {
  private Path folder = Path.of("/nonexistent");

  @BeforeEach
  void needPodman() {
    assumeTrue(Shell.run("sh", "-c", "command -v podman").status() == 0, "podman is missing");
    folder = kapok.folder().resolve("podman");
  }

  @AfterEach
  void removeItsStore() {
    Shell.run("rm", "-rf", folder.toString());
  }

  private Result podman(String... words) {
    List<String> argv = new ArrayList<>(List.of("podman", "--storage-driver=vfs"));
    argv.addAll(List.of("--root", folder + "/root", "--runroot", folder + "/run"));
    argv.addAll(List.of(words));
    return Shell.run(argv, "").ok();
  }

  private String ownId() {
    return kapok.run("images", "-q", "--no-trunc").ok().lines().getFirst();
  }

  private String podmanId() {
    return podman("images", "-q", "--no-trunc").lines().getFirst();
  }

  private void assertComesBack(String id) {
    kapok.run("image", "prune", "-af").ok();
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
    kapok.run("load", "-q", "-i", kapok.folder().resolve("back.tar").toString()).ok();
    assertThat(ownId()).isEqualTo(id);
    assertThat(runInContainer("echo", "ran").ok().out()).isEqualTo("ran");
  }

  @Test
  void archivesGoThereAndBack() {
    String id = ownId();
    for (String format : List.of("docker-archive", "oci-archive")) {
      Path there = kapok.folder().resolve(format + ".tar");
      kapok.run("save", "-q", "--format=" + format, "-o", there.toString(), BB).ok();
      podman("load", "-q", "-i", there.toString());
      assertThat(podmanId()).isEqualTo(id);
      Path back = kapok.folder().resolve("back.tar");
      podman("save", "-q", "--format=" + format, "-o", back.toString(), BB);
      Shell.run("chmod", "644", back.toString()).ok();
      assertComesBack(id);
      Shell.run("rm", "-f", back.toString()).ok();
      podman("rmi", "-fa");
    }
  }

  @Test
  void registryGoesThereAndBack() {
    String id = ownId();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String one = registry.host() + "/from/kapok:1";
      kapok.run("push", "-q", "--tls-verify=false", BB, one).ok();
      podman("pull", "-q", "--tls-verify=false", one);
      assertThat(podmanId()).isEqualTo(id);
      String two = registry.host() + "/from/podman:1";
      podman("push", "-q", "--tls-verify=false", one, two);
      kapok.run("image", "prune", "-af").ok();
      kapok.run("pull", "-q", "--tls-verify=false", two).ok();
      assertThat(ownId()).isEqualTo(id);
      kapok.run("tag", two, BB).ok();
      assertThat(runInContainer("echo", "ran").ok().out()).isEqualTo("ran");
    }
  }

  private void assertPodmanReads(String reference, String id) {
    podman("pull", "-q", "--tls-verify=false", reference);
    assertThat(podmanId()).isEqualTo(id);
    podman("rmi", "-fa");
  }

  private void assertSecondReads(String reference, String id) {
    assertThat(second().run("pull", "-q", "--tls-verify=false", reference).ok().out())
        .isEqualTo(id);
    second().run("rmi", "-fa").ok();
  }

  private static String inspected(String reference, String option) {
    return Shell.run("skopeo", "inspect", "--tls-verify=false", option, "docker://" + reference)
        .ok()
        .out();
  }

  private static String digest(String reference) {
    return inspected(reference, "--format={{.Digest}}");
  }

  private static void skopeo(String... words) {
    List<String> argv = new ArrayList<>(List.of("skopeo", "copy", "-q"));
    argv.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
    argv.addAll(List.of(words));
    Shell.run(argv, "").ok();
  }

  @Test
  void everyFormThatIsPushedIsReadByPodmanAndSkopeo() throws IOException {
    String id = ownId().replace("sha256:", "");
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String[][] forms = {
        {"--format=v2s2", "--compression-format=gzip", "--compression-level=1"},
        {"--format=oci", "--compression-format=gzip", "--remove-signatures"},
        {"--format=oci", "--compression-format=zstd", "--compression-level=5"},
        {"--compression-format=zstd"},
      };
      for (int i = 0; i < forms.length; i++) {
        String reference = registry.host() + "/form" + i + "/bb:1";
        Path digest = kapok.folder().resolve("digest" + i);
        List<String> words = new ArrayList<>(List.of("push", "-q", "--tls-verify=false"));
        words.addAll(List.of(forms[i]));
        words.addAll(List.of("--digestfile=" + digest, BB, reference));
        kapok.run(words.toArray(String[]::new)).ok();
        assertThat(Files.readString(digest)).isEqualTo(digest(reference));
        assertThat(inspected(reference, "--raw"))
            .contains(String.join(" ", forms[i]).contains("zstd") ? "zstd" : "gzip")
            .contains(forms[i][0].endsWith("v2s2") ? "vnd.docker." : "vnd.oci.");
        assertPodmanReads(reference, "sha256:" + id);
        skopeo("docker://" + reference, "docker://" + registry.host() + "/again/bb:" + i);
        assertSecondReads(registry.host() + "/again/bb:" + i, id);
      }
    }
  }

  @Test
  void everyFormThatSkopeoWritesIsRead() {
    String id = ownId().replace("sha256:", "");
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String to = "docker://" + registry.host() + "/sk/bb:";
      String archive = "docker-archive:" + archive();
      skopeo("--format=v2s2", archive, to + "docker");
      skopeo("--format=oci", archive, to + "oci");
      skopeo("--format=oci", "--dest-compress-format=zstd", archive, to + "zstd");
      String plain = "dir:" + kapok.folder().resolve("plain");
      kapok.run("push", "-q", BB, plain).ok();
      Shell.run("chmod", "-R", "a+rX", kapok.folder().resolve("plain").toString()).ok();
      skopeo("--preserve-digests", plain, to + "plain");
      assertThat(inspected(registry.host() + "/sk/bb:plain", "--raw")).doesNotContain("gzip");
      for (String tag : List.of("docker", "oci", "zstd", "plain")) {
        // Where skopeo changes docker's format to OCI's, it writes another configuration.
        String reference = registry.host() + "/sk/bb:" + tag;
        podman("pull", "-q", "--tls-verify=false", reference);
        assertSecondReads(reference, podmanId().replace("sha256:", ""));
        podman("rmi", "-fa");
      }
      // What came unpacked goes back so, with the same digest, and podman takes it.
      String reference = registry.host() + "/sk/bb:plain";
      second().run("pull", "-q", "--tls-verify=false", reference).ok();
      second().run("push", "-q", "--tls-verify=false", reference, registry.host() + "/b:1").ok();
      assertThat(digest(registry.host() + "/b:1")).isEqualTo(digest(reference));
      assertPodmanReads(registry.host() + "/b:1", "sha256:" + id);
    }
  }
}
