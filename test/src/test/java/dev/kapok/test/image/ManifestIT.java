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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of images for several platforms: made, changed, pushed and used. */
class ManifestIT extends EngineTest {
  private static final String PLAIN = "--tls-verify=false";
  private static final String LIST = "localhost/list:latest";

  private Path folder = Path.of("/nonexistent");

  @BeforeEach
  void makeImages() throws IOException {
    if (identity.missing() != null) {
      return;
    }
    folder = Files.createDirectory(kapok.folder().resolve("work"));
    Shell.run("chown", Integer.toString(identity.uid()), folder.toString()).ok();
    Path tar = folder.resolve("root.tar");
    Shell.run("tar", "-C", "/bin", "-cf", tar.toString(), "busybox").ok();
    Shell.run("chmod", "644", tar.toString()).ok();
    for (String arch : List.of("amd64", "arm64")) {
      List<String> words = new ArrayList<>(List.of("import", "-q", "--arch=" + arch));
      words.add("--change=ENTRYPOINT [\"/busybox\",\"echo\",\"" + arch + "\"]");
      words.addAll(List.of(tar.toString(), "localhost/" + arch + ":1"));
      kapok.run(words.toArray(new String[0])).ok();
    }
  }

  private String digest(String image) {
    return kapok.run("inspect", "--format", "{{.Digest}}", image).ok().out();
  }

  private static String raw(String reference) {
    return Shell.run("skopeo", "inspect", PLAIN, "--raw", "docker://" + reference).ok().out();
  }

  private Result podman(String... words) {
    List<String> argv = new ArrayList<>(List.of("podman", "--storage-driver=vfs"));
    argv.addAll(List.of("--root", folder + "/proot", "--runroot", folder + "/prun"));
    argv.addAll(List.of(words));
    return Shell.run(argv, "");
  }

  private void createList() {
    kapok
        .run(
            "manifest",
            "create",
            "list",
            "containers-storage:localhost/amd64:1",
            "localhost/arm64:1")
        .ok();
  }

  @Test
  void listIsMadeShownAndRemoved() {
    String id = kapok.run("manifest", "create", "list").ok().out();
    assertThat(id).hasSize(64);
    kapok.run("manifest", "create", "list").exits(125).complains("already in use");
    assertThat(kapok.run("manifest", "create", "--amend", "list", "localhost/amd64:1").ok().out())
        .isEqualTo(id);
    assertThat(
            kapok
                .run(
                    "manifest",
                    "add",
                    "--variant=v8",
                    "--os-version=10",
                    "--annotation=a=b",
                    LIST,
                    "localhost/arm64:1")
                .ok()
                .out())
        .isEqualTo(id);
    assertThat(kapok.run("manifest", "inspect", LIST).ok().stdout())
        .contains(
            "    \"mediaType\": \"application/vnd.docker.distribution.manifest.list.v2+json\"")
        .contains("\"digest\": \"" + digest("localhost/amd64:1") + "\"")
        .contains("\"digest\": \"" + digest("localhost/arm64:1") + "\"")
        .contains("\"variant\": \"v8\"", "\"os.version\": \"10\"", "\"a\": \"b\"");
    assertThat(kapok.run("images", "--no-trunc").ok().stdout()).contains("localhost/list", id);
    kapok.run("manifest", "annotate", "--os=windows", LIST, digest("localhost/arm64:1")).ok();
    assertThat(kapok.run("manifest", "inspect", LIST).ok().stdout()).contains("windows");
    kapok.run("manifest", "remove", LIST, digest("localhost/arm64:1")).ok();
    kapok.run("manifest", "remove", LIST, digest("localhost/arm64:1")).exits(125);
    kapok.run("manifest", "exists", "list").ok();
    kapok.run("manifest", "exists", "nosuch").exits(1);
    kapok.run("manifest", "exists", BB).exits(125).complains("not a manifest list");
    kapok.run("manifest", "rm", BB).exits(125).complains("not a manifest list");
    kapok.run("manifest", "rm", "nosuch").exits(1).complains("nosuch: image not known");
    kapok.run("tag", "list", "other").ok();
    assertThat(kapok.run("manifest", "rm", "other", "list").ok().lines())
        .containsExactly("Untagged: localhost/other:latest", "Untagged: " + LIST, "Deleted: " + id);
    kapok.run("image", "exists", "localhost/amd64:1").ok();
  }

  @Test
  void missingOptionsAreRefusedByName() {
    kapok.run("manifest", "create", "list").ok();
    kapok
        .run("manifest", "push", "--add-compression=zstd", "list", "dir:/tmp/x")
        .exits(125)
        .complains("--add-compression is not supported yet");
    kapok.run("manifest", "push", "--format=x", "list", "dir:/tmp/x").exits(125).complains("v2s2");
    kapok.run("manifest", "push", "list", "docker-archive:/tmp/x").exits(125).complains("list");
    kapok.run("manifest", "create", "").exits(125).complains("no name");
    kapok.run("manifest", "add", "list").exits(125).complains("requires at least 2");
    kapok.run("manifest", "annotate", "--annotation=x", "list", "y").exits(125).complains("\"x\"");
  }

  @Test
  void imageOfTheListIsChosenByPlatform() {
    createList();
    assertThat(kapok.run("run", "--rm", "--network=none", "list").ok().out()).isEqualTo("amd64");
    assertThat(
            kapok.run("run", "--rm", "--network=none", "--platform=linux/arm64", "list").ok().out())
        .isEqualTo("arm64");
    kapok
        .run("run", "--rm", "--network=none", "--pull=never", "--platform=linux/s390x", "list")
        .exits(125);
    assertThat(kapok.run("inspect", "--format", "{{.Architecture}}", "list").ok().out())
        .isEqualTo("amd64");
    kapok.run("rmi", "list").ok();
    assertThat(kapok.run("images", "--format", "{{.Repository}}").ok().lines()).hasSize(3);
  }

  @Test
  void pushedListHasTheDigestsOfItsSources() throws IOException {
    createList();
    String amd = digest("localhost/amd64:1");
    String arm = digest("localhost/arm64:1");
    try (LocalRegistry registry = LocalRegistry.plain();
        LocalRegistry other = LocalRegistry.plain()) {
      String one = registry.host() + "/team/list:1";
      Path file = folder.resolve("digest");
      kapok.run("manifest", "push", "-q", PLAIN, "--digestfile", file.toString(), LIST, one).ok();
      assertThat(raw(one)).contains(amd, arm);
      assertThat(Files.readString(file)).startsWith("sha256:").hasSize(71);
      assertThat(kapok.run("manifest", "inspect", PLAIN, one).ok().stdout()).contains(amd, arm);
      kapok.run("manifest", "create", "--all", PLAIN, "copy", "docker://" + one).ok();
      String two = other.host() + "/else:2";
      kapok.run("manifest", "push", "-q", "--rm", PLAIN, "copy", "docker://" + two).ok();
      assertThat(raw(two)).isEqualTo(raw(one));
      kapok.run("manifest", "exists", "copy").exits(1);
      for (String platform : List.of("linux/amd64", "linux/arm64")) {
        second().run("pull", "-q", PLAIN, "--platform=" + platform, two).ok();
        assertThat(second().run("run", "--rm", "--network=none", two).ok().out())
            .isEqualTo(platform.substring("linux/".length()));
      }
      second().run("pull", "-q", PLAIN, "--arch=arm64", "--os=linux", two).ok();
      assertThat(second().run("inspect", "--format", "{{.Architecture}}", two).ok().out())
          .isEqualTo("arm64");
      second().run("pull", "-q", PLAIN, "--arch=arm64", "--variant=v8", two).ok();
      second().run("pull", "-q", PLAIN, "--arch=s390x", two).exits(125).complains("s390x");
    }
  }

  @Test
  void runPullsTheImageForThePlatform() {
    createList();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String name = registry.host() + "/list:1";
      kapok.run("manifest", "push", "-q", PLAIN, LIST, name).ok();
      Path conf = folder.resolve("registries.conf");
      String text = "[[registry]]\nlocation = \"" + registry.host() + "\"\ninsecure = true\n";
      Shell.run("sh", "-c", "printf '%s' '" + text + "' > " + conf).ok();
      for (String arch : List.of("arm64", "amd64")) {
        assertThat(
                Shell.run(
                        second()
                            .argv(
                                List.of("CONTAINERS_REGISTRIES_CONF=" + conf),
                                "run",
                                "--rm",
                                "--network=none",
                                "--platform=linux/" + arch,
                                name),
                        "")
                    .ok()
                    .out())
            .isEqualTo(arch);
      }
    }
  }

  @Test
  void formatsFoldersAndArchives() {
    createList();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String docker = registry.host() + "/docker:1";
      kapok.run("manifest", "push", "-q", PLAIN, "-f", "v2s2", LIST, docker).ok();
      assertThat(raw(docker)).contains("manifest.list.v2+json").doesNotContain("vnd.oci");
      String zstd = registry.host() + "/zstd:1";
      kapok.run("manifest", "push", "-q", PLAIN, "--compression-format=zstd", LIST, zstd).ok();
      Shell.run("grep", "-rq", "tar+zstd", registry.data().toString()).ok();
    }
    for (String to : List.of("oci:" + folder + "/oci", "oci-archive:" + folder + "/oci.tar")) {
      kapok.run("manifest", "push", "-q", LIST, to).ok();
      assertThat(Shell.run("skopeo", "inspect", "--raw", to).ok().out())
          .contains(digest("localhost/amd64:1"), digest("localhost/arm64:1"));
      kapok.run("manifest", "create", "--all", "back", to).ok();
      assertThat(kapok.run("manifest", "inspect", "back").ok().out())
          .isEqualTo(kapok.run("manifest", "inspect", LIST).ok().out());
      kapok.run("manifest", "rm", "back").ok();
      assertThat(second().run("pull", "-q", "--arch=arm64", to).ok().out()).hasSize(64);
    }
    kapok.run("manifest", "push", "-q", LIST, "dir:" + folder + "/dir").ok();
    assertThat(Shell.run("skopeo", "inspect", "--raw", "dir:" + folder + "/dir").ok().out())
        .contains(digest("localhost/arm64:1"));
  }

  @Test
  void pushSendsTheHostsImageOrTheWholeList() {
    createList();
    kapok.run("manifest", "create", "armed", "localhost/arm64:1").ok();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      kapok.run("push", "-q", PLAIN, LIST, registry.host() + "/one:1").ok();
      assertThat(raw(registry.host() + "/one:1")).contains("\"config\"");
      kapok.run("push", "-q", PLAIN, "armed", registry.host() + "/all:1").ok();
      assertThat(raw(registry.host() + "/all:1")).contains("\"manifests\"");
    }
    kapok.run("save", "-o", folder + "/x.tar", "armed").exits(125).complains("manifest list");
  }

  @Test
  void listsGoToPodmanAndComeBack() {
    assumeTrue(Shell.run("sh", "-c", "command -v podman").status() == 0, "podman is missing");
    createList();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String one = registry.host() + "/one:1";
      String two = registry.host() + "/two:1";
      kapok.run("manifest", "push", "-q", PLAIN, LIST, one).ok();
      podman("manifest", "create", "l").ok();
      podman("manifest", "add", PLAIN, "--all", "l", "docker://" + one).ok();
      assertThat(podman("manifest", "inspect", "l").ok().out())
          .isEqualTo(kapok.run("manifest", "inspect", LIST).ok().out());
      podman("manifest", "push", "-q", PLAIN, "l", "docker://" + two).ok();
      for (String arch : List.of("amd64", "arm64")) {
        String id = second().run("pull", "-q", PLAIN, "--arch=" + arch, two).ok().out();
        String own = "localhost/" + arch + ":1";
        assertThat(id).isEqualTo(kapok.run("inspect", "--format", "{{.Id}}", own).ok().out());
      }
    } finally {
      Shell.run("rm", "-rf", folder + "/proot", folder + "/prun");
    }
  }
}
