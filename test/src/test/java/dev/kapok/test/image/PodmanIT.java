package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
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
}
