package dev.kapok.test.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways to make a container's root file system of its layers. */
class DriverIT extends EngineTest {
  private static final String PROGRAM = "/usr/bin/fuse-overlayfs";
  private static final String FUSE = "--storage-opt=overlay.mount_program=" + PROGRAM;
  private static final int LAYERS = 300;

  private static final String CHANGE =
      "rm /etc/passwd; rm -r /home; mkdir /home; echo x > /home/in; ln /home/in /home/hard";

  private Result with(String option, String... words) {
    List<String> all = new ArrayList<>(List.of(option));
    all.addAll(List.of(words));
    return kapok.run(all.toArray(new String[0]));
  }

  /** Returns the line of a container's root in its own table of mounts. */
  private static String rootMount(Result table) {
    return table.ok().lines().stream().filter(line -> line.contains(" / ")).findFirst().orElse("");
  }

  private void assumeFuse() {
    assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "there is no " + PROGRAM);
    List<String> words = new ArrayList<>(identity.prefix(List.of()));
    words.addAll(List.of("sh", "-c", "exec 3<>/dev/fuse"));
    assumeTrue(Shell.run(words, "").status() == 0, "/dev/fuse cannot be opened");
  }

  @Test
  void mountProgramShowsWhatTheKernelWould() {
    assumeFuse();
    String mount =
        rootMount(with(FUSE, "run", "--rm", "--network=none", BB, "cat", "/proc/mounts"));
    assertThat(mount).contains("fuse.fuse-overlayfs");
    with(FUSE, "run", "--name=c", "--network=none", BB, "sh", "-c", CHANGE).ok();
    assertThat(with(FUSE, "diff", "c").ok().lines())
        .contains("D /etc/passwd", "C /home", "A /home/in", "A /home/hard");
    with(FUSE, "commit", "-q", "c", "localhost/made").ok();
    // The kernel's overlay shows the same of the image that was made.
    assertThat(
            kapok
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "localhost/made",
                    "sh",
                    "-c",
                    "ls /home /etc/passwd 2>&1; stat -c %h /home/hard")
                .ok()
                .out())
        .isEqualTo("ls: /etc/passwd: No such file or directory\n/home:\nhard\nin\n2");
    with(FUSE, "run", "-d", "--name=d", "--network=none", BB, "sleep", "1000").ok();
    assertThat(with(FUSE, "exec", "d", "cat", "/etc/passwd").ok().out()).contains("root:");
    with(FUSE, "stop", "-t", "0", "d").ok();
    with(FUSE, "rm", "-f", "-a").ok();
  }

  @Test
  void programEndsWhereItsContainerIsRemovedByForce() {
    assumeFuse();
    with(FUSE, "run", "-d", "--name=d", "--network=none", BB, "sleep", "1000").ok();
    // Also by a command that knows nothing of the program; EngineTest looks for what is left.
    kapok.run("rm", "-f", "-t", "0", "d").ok();
  }

  @Test
  void infoTellsWhoMountsAndWhy() {
    assumeFuse();
    String who = "{{index .Store.GraphStatus \"Mounted By\"}}";
    assertThat(kapok.run("info", "--format", who).ok().out()).startsWith("the kernel's overlay");
    assertThat(with(FUSE, "info", "--format", who).ok().out())
        .isEqualTo(PROGRAM + ", as the option mount_program says");
  }

  @Test
  void mountProgramThatIsNotThereIsNamed() {
    String none = "--storage-opt=overlay.mount_program=/no/such/program";
    with(none, "run", "--rm", "--network=none", BB, "true")
        .exits(125)
        .complains("/no/such/program")
        .complains("fuse-overlayfs");
    with("--storage-driver=vfs", FUSE, "info").exits(125).complains("is unknown");
  }

  @Test
  void onlyDisposableContainersAreVolatile() {
    String table = rootMount(runInContainer("cat", "/proc/mounts"));
    assertThat(table).contains("volatile");
    Result kept = kapok.run("run", "--network=none", BB, "cat", "/proc/mounts");
    assertThat(rootMount(kept)).startsWith("overlay / overlay").doesNotContain("volatile");
  }

  @Test
  void metacopyIsForRootAlone() {
    String option = "--storage-opt=overlay.mountopt=metacopy=on";
    String table =
        rootMount(with(option, "run", "--rm", "--network=none", BB, "cat", "/proc/mounts"));
    if (identity == Identity.USER) {
      assertThat(table).doesNotContain("metacopy=on");
      return;
    }
    assertThat(table).contains("metacopy=on");
    with(option, "run", "--name=c", "--network=none", BB, "chmod", "711", "/bin/busybox").ok();
    assertThat(with(option, "diff", "c").ok().lines()).contains("C /bin/busybox");
    with(option, "commit", "-q", "c", "localhost/made").ok();
    assertThat(
            kapok
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "localhost/made",
                    "stat",
                    "-c%a",
                    "/bin/busybox")
                .ok()
                .out())
        .isEqualTo("711");
  }

  @Test
  void imageOfManyLayersRuns() throws IOException {
    Path work = Files.createDirectory(kapok.folder().resolve("work"));
    Path archive = manyLayers(work);
    kapok.run("load", "-q", "-i", archive.toString()).ok();
    String script = "ls /many | wc -l; cat /many/1 /many/" + LAYERS + " /same";
    kapok.run("create", "--name=c", HandImage.NAME, "true").ok();
    Path tar = work.resolve("out.tar");
    kapok.run("export", "-o", tar.toString(), "c").ok();
    String unpacked = "mkdir o && tar -xf out.tar -C o && cd o && " + script.replace(" /", " ./");
    assertThat(Shell.run("sh", "-c", "cd " + work + " && " + unpacked).ok().out().split("\\s+"))
        .containsExactly("" + LAYERS, "1", "" + LAYERS, "" + LAYERS);
    kapok.run("rm", "c").ok();
    kapok.run("run", "--rm", "--network=none", HandImage.NAME, "/none").exits(127);
  }

  /** Writes an image of many layers, each with a file of its own and one that all have. */
  private Path manyLayers(Path work) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 1; i <= LAYERS; i++) {
      String number = i + "\n";
      String name = "layer" + i + ".tar";
      HandImage.Entries entries =
          tar -> tar.folder("many/").file("many/" + number.strip(), number).file("same", number);
      digests.add("\"sha256:" + HandImage.layer(work.resolve(name), entries) + "\"");
      names.add("\"" + name + "\"");
    }
    Files.writeString(
        work.resolve("config.json"),
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":["
            + String.join(",", digests)
            + "]}}");
    Files.writeString(
        work.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\""
            + HandImage.NAME
            + "\"],\"Layers\":["
            + String.join(",", names)
            + "]}]");
    Shell.run("sh", "-c", "cd " + work + " && tar -cf image.tar *.json layer*.tar").ok();
    Shell.run("chown", "-R", Integer.toString(identity.uid()), work.toString()).ok();
    return work.resolve("image.tar");
  }

  @Test
  void committingFreezesARunningContainerWhereAsked() {
    String loop = "while :; do echo x >> /log; done";
    kapok.run("run", "-d", "--name=c", "--network=none", BB, "sh", "-c", loop).ok();
    kapok.run("commit", "-q", "--pause=false", "c", "localhost/plain").ok();
    Result frozen = kapok.run("commit", "-q", "--pause", "c", "localhost/frozen");
    if (frozen.status() != 0 && identity == Identity.USER) {
      frozen.exits(125).complains("cannot be frozen").complains("leave --pause out");
    } else {
      frozen.ok();
      kapok.run("image", "exists", "localhost/frozen").ok();
    }
    // It goes on in any case.
    String size = "a=$(wc -c < /log); while [ $(wc -c < /log) -eq $a ]; do :; done; echo moves";
    assertThat(kapok.run("exec", "c", "sh", "-c", size).ok().out()).isEqualTo("moves");
    kapok.run("rm", "-f", "-t", "0", "c").ok();
    kapok.run("create", "--name=c", BB, "true").ok();
    kapok.run("commit", "-q", "--pause", "c", "localhost/stopped").ok();
  }

  @Test
  void containerOfAKilledCommitIsNotLeftFrozen() throws Exception {
    assumeTrue(identity == Identity.ROOT, "freezing needs a cgroup");
    String id = kapok.run("run", "-d", "--network=none", BB, "sleep", "1000").ok().out();
    Path mark = kapok.runRoot().resolve("containers/" + id + "/frozen");
    Process commit = kapok.start("commit", "-q", "--pause", id, "localhost/never");
    while (commit.isAlive() && !Files.exists(mark)) {
      Thread.onSpinWait();
    }
    commit.destroyForcibly().waitFor();
    kapok.run("exec", id, "true").ok();
    kapok.run("stop", "-t", "0", id).ok();
    assertThat(mark).doesNotExist();
  }
}
