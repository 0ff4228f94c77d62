package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a file is: inside, on the disk, and after commit, export and diff; in every mode. */
class UsernsOwnersIT extends EngineTest {
  private static final String FUSE = "/usr/bin/fuse-overlayfs";

  private List<String> uidMap() {
    return identity == Identity.ROOT
        ? List.of("--uidmap=0:100000:5000", "--gidmap=0:200000:5000")
        : List.of("--uidmap=0:1:5000", "--gidmap=0:5001:5000");
  }

  private Map<String, List<String>> modes() {
    Map<String, List<String>> modes = new LinkedHashMap<>();
    modes.put("none", List.of());
    modes.put("host", List.of("--userns=host"));
    modes.put("auto", List.of("--userns=auto"));
    modes.put("auto with a size", List.of("--userns=auto:size=3000"));
    modes.put("container", List.of("--userns=container:first"));
    modes.put("network of a container", List.of("--network=container:first"));
    modes.put("uidmap", uidMap());
    if (identity == Identity.ROOT) {
      modes.put("subuidname", List.of("--subuidname=" + Identity.USER_NAME));
    } else {
      modes.put("keep-id", List.of("--userns=keep-id", "--user=0"));
      modes.put("keep-id with ids", List.of("--userns=keep-id:uid=7,gid=8", "--user=0"));
      modes.put("nomap", List.of("--userns=nomap"));
    }
    return modes;
  }

  /** Root's containers get the ids of the tests' user, whatever this host sets aside. */
  private Result with(List<String> storage, List<String> words) throws Exception {
    Path conf = kapok.folder().resolve("storage.conf");
    Files.writeString(
        conf, "[storage.options]\nroot-auto-userns-user = '" + Identity.USER_NAME + "'\n");
    List<String> all = new ArrayList<>(storage);
    all.addAll(words);
    return kapok.runWithEnv(List.of("CONTAINERS_STORAGE_CONF=" + conf), all.toArray(new String[0]));
  }

  private void start(List<String> storage, String name, List<String> options) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--name=" + name));
    if (options.stream().noneMatch(option -> option.startsWith("--network"))) {
      words.add("--network=none");
    }
    words.addAll(options);
    String make =
        "mkdir /new && echo x >/new/f && chown 5:6 /new/f && mkfifo /tmp/done; sleep 1000";
    words.addAll(List.of(BB, "sh", "-c", make));
    with(storage, words).ok();
    with(storage, List.of("exec", "-u=0", name, "sh", "-c", "until [ -p /tmp/done ]; do :; done"))
        .ok();
  }

  /** Returns what the ids 5 and 6 of a container's process are on the host. */
  private String outside(List<String> storage, String name) throws Exception {
    String pid = with(storage, List.of("inspect", "-f", "{{.State.Pid}}", name)).ok().out();
    return outside(Path.of("/proc", pid, "uid_map"), 5)
        + ":"
        + outside(Path.of("/proc", pid, "gid_map"), 6);
  }

  private static long outside(Path map, long id) throws Exception {
    for (String line : Files.readAllLines(map)) {
      String[] fields = line.trim().split(" +", -1);
      long skipped = id - Long.parseLong(fields[0]);
      if (skipped >= 0 && skipped < Long.parseLong(fields[2])) {
        return Long.parseLong(fields[1]) + skipped;
      }
    }
    return -1;
  }

  private void check(List<String> storage, String name, String upper) throws Exception {
    assertThat(
            with(
                    storage,
                    List.of(
                        "exec",
                        "-u=0",
                        name,
                        "stat",
                        "-c",
                        "%u:%g",
                        "/etc/passwd",
                        "/new",
                        "/new/f"))
                .ok()
                .lines())
        .as("inside")
        .containsExactly("0:0", "0:0", "5:6");
    String id = with(storage, List.of("inspect", "-f", "{{.Id}}", name)).ok().out();
    Path made = kapok.root().resolve(upper.replace("ID", id)).resolve("new/f");
    assertThat(Shell.run("stat", "-c", "%u:%g", made.toString()).ok().out())
        .as("on the disk")
        .isEqualTo(outside(storage, name));
    assertThat(with(storage, List.of("diff", name)).ok().lines())
        .as("diff")
        .contains("A /new", "A /new/f")
        .doesNotContain("C /etc/passwd", "C /bin", "C /bin/busybox");
    Path tar = kapok.folder().resolve("made.tar");
    with(storage, List.of("export", "-o", tar.toString(), name)).ok();
    assertThat(Shell.run("tar", "--numeric-owner", "-tvf", tar.toString()).ok().stdout())
        .as("export")
        .containsPattern("5/6 .* new/f")
        .containsPattern(" 0/0 .* etc/passwd");
    with(storage, List.of("commit", "-q", name, "localhost/made")).ok();
    assertThat(
            with(
                    storage,
                    List.of(
                        "run",
                        "--rm",
                        "--network=none",
                        "localhost/made",
                        "stat",
                        "-c",
                        "%u:%g",
                        "/etc/passwd",
                        "/new",
                        "/new/f"))
                .ok()
                .lines())
        .as("after commit")
        .containsExactly("0:0", "0:0", "5:6");
  }

  @Test
  void everyModeShowsTheImagesOwners() throws Exception {
    assumeTrue(Identity.USER.missing() == null, "there is no user with subordinate ids");
    start(List.of(), "first", uidMap());
    for (Map.Entry<String, List<String>> mode : modes().entrySet()) {
      start(List.of(), "c", mode.getValue());
      try {
        check(List.of(), "c", "overlay/c/ID/diff");
      } catch (AssertionError e) {
        throw new AssertionError("with the mode " + mode.getKey(), e);
      }
      kapok.run("rm", "-f", "-t", "0", "c").ok();
    }
  }

  @Test
  void copiesByVfsHaveTheImagesOwners() throws Exception {
    List<String> vfs = List.of("--storage-driver=vfs");
    load(vfs);
    start(vfs, "c", uidMap());
    check(vfs, "c", "vfs/c/ID/merged");
    with(vfs, List.of("rm", "-f", "-t", "0", "c")).ok();
  }

  @Test
  void mountProgramsShowTheImagesOwners() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(FUSE)), "there is no " + FUSE);
    List<String> words = new ArrayList<>(identity.prefix(List.of()));
    words.addAll(List.of("sh", "-c", "exec 3<>/dev/fuse"));
    assumeTrue(Shell.run(words, "").status() == 0, "/dev/fuse cannot be opened");
    List<String> fuse = List.of("--storage-opt=overlay.mount_program=" + FUSE);
    start(fuse, "c", uidMap());
    check(fuse, "c", "overlay/c/ID/diff");
    with(fuse, List.of("rm", "-f", "-t", "0", "c")).ok();
  }

  private void load(List<String> storage) throws Exception {
    with(storage, List.of("load", "-q", "-i", archive().toString())).ok();
  }

  @Test
  void copiesNameTheUsersOfAccessControlLists() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setfacl")), "there is no setfacl");
    kapok.run("run", "-d", "--network=none", "--name=plain", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "-f", "{{.State.Pid}}", "plain").ok().out();
    enter(pid, "touch /proc/" + pid + "/root/listed");
    enter(pid, "setfacl -m u:7:r,g:8:w /proc/" + pid + "/root/listed");
    kapok.run("commit", "-q", "plain", "localhost/listed").ok();
    for (String env : List.of("A=b", "_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes")) {
      List<String> run = new ArrayList<>(List.of("run", "-d", "--network=none", "--name=c"));
      run.addAll(uidMap());
      run.addAll(List.of("localhost/listed", "sleep", "1000"));
      kapok.runWithEnv(List.of(env), run.toArray(new String[0])).ok();
      String mapped = kapok.run("inspect", "-f", "{{.State.Pid}}", "c").ok().out();
      assertThat(enter(mapped, "getfacl -n /proc/" + mapped + "/root/listed").lines())
          .as(env)
          .contains("user:7:r--", "group:8:-w-");
      enter(mapped, "setfacl -m u:9:r /proc/" + mapped + "/root/listed");
      kapok.run("commit", "-q", "c", "localhost/again").ok();
      kapok.run("rm", "-f", "-t", "0", "c").ok();
      assertThat(lists("localhost/again")).as(env).contains("user:7:r--", "user:9:r--");
    }
  }

  private List<String> lists(String image) {
    kapok.run("run", "-d", "--network=none", "--name=d", image, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "-f", "{{.State.Pid}}", "d").ok().out();
    List<String> lines = enter(pid, "getfacl -n /proc/" + pid + "/root/listed").lines();
    kapok.run("rm", "-f", "-t", "0", "d").ok();
    return lines;
  }

  /** Runs a program of the host's with the ids of a container. */
  private static Result enter(String pid, String command) {
    List<String> words = new ArrayList<>();
    if (!isHosts(pid)) {
      words.addAll(List.of("nsenter", "-U", "-t", pid));
    }
    words.addAll(List.of(command.split(" ", -1)));
    return Shell.run(words, "").ok();
  }

  private static boolean isHosts(String pid) {
    String own = Shell.run("readlink", "/proc/self/ns/user").ok().out();
    return Shell.run("readlink", "/proc/" + pid + "/ns/user").ok().out().equals(own);
  }
}
