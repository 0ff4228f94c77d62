package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containers with a user namespace of their own. */
class UsernsIT extends EngineTest {
  private static final String OWNERS = "stat -c %u:%g / /etc /etc/passwd /etc/hosts";

  /** A namespace that both identities can have, in which root is not the engine's. */
  private List<String> shifted() {
    return identity == Identity.ROOT
        ? List.of("--uidmap=0:100000:5000", "--gidmap=0:200000:5000")
        : List.of("--userns=nomap");
  }

  private Result inNamespace(List<String> options, String... command) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(options);
    words.add(BB);
    words.addAll(List.of(command));
    return kapok.run(words.toArray(new String[0]));
  }

  private Result shell(List<String> options, String script) {
    return inNamespace(options, "sh", "-c", script);
  }

  private void start(String name, List<String> options, String script) {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--network=none", "--name", name));
    words.addAll(options);
    words.addAll(List.of(BB, "sh", "-c", script + "; touch /ready; exec sleep 1000"));
    kapok.run(words.toArray(new String[0])).ok();
    kapok.run("exec", name, "sh", "-c", "until test -e /ready; do sleep 0.05; done").ok();
  }

  @Test
  void theImagesFilesBelongToTheirOwnersInside() {
    assertThat(shell(shifted(), "id -u; " + OWNERS).ok().lines())
        .containsExactly("0", "0:0", "0:0", "0:0", "0:0");
    String map = inNamespace(shifted(), "cat", "/proc/self/uid_map").ok().out();
    assertThat(map.trim().split(" +", -1))
        .containsExactly(
            identity == Identity.ROOT
                ? new String[] {"0", "100000", "5000"}
                : new String[] {"0", "1", "65536"});
    assertThat(
            shell(shifted(), "adduser -D -u 77 x; touch /f; chown 77:78 /f; stat -c %u:%g /f")
                .ok()
                .out())
        .isEqualTo("77:78");
  }

  @Test
  void whatItWritesHasTheImagesIdsInCommitExportAndDiff() {
    start(
        "c",
        shifted(),
        "mkdir /new && echo text > /new/f && chown 5:6 /new/f && rm -r /home && echo x >> /etc/group");
    assertThat(kapok.run("diff", "c").ok().lines())
        .contains("A /new", "A /new/f", "D /home", "C /etc/group")
        .doesNotContain("C /bin", "C /etc/passwd");
    kapok.run("commit", "-q", "c", "localhost/made").ok();
    assertThat(
            kapok
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "localhost/made",
                    "sh",
                    "-c",
                    "stat -c %u:%g / /new /new/f /etc/group; ls -d /home 2>&1 >/dev/null | wc -l")
                .ok()
                .lines())
        .containsExactly("0:0", "0:0", "5:6", "0:0", "1");
    Path tar = kapok.folder().resolve("c.tar");
    kapok.run("export", "-o", tar.toString(), "c").ok();
    Result list = Shell.run("tar", "--numeric-owner", "-tvf", tar.toString()).ok();
    assertThat(list.stdout())
        .containsPattern("5/6 .* new/f")
        .containsPattern(" 0/0 .* etc/passwd")
        .doesNotContainPattern(" (100000|200000|1)/");
  }

  @Test
  void itRunsAsWhomItShould() {
    assertThat(inNamespace(with(shifted(), "--user=33:34"), "id", "-u").ok().out()).isEqualTo("33");
    assertThat(
            shell(with(shifted(), "--user=33:34"), "echo out >/dev/stdout; echo err >/dev/stderr")
                .ok()
                .out())
        .isEqualTo("out");
    Result unmapped = inNamespace(with(shifted(), "--user=4000000"), "id");
    unmapped.exits(125).complains("does not exist in the user namespace");
    start("c", shifted(), "true");
    assertThat(kapok.run("exec", "c", "id", "-u").ok().out()).isEqualTo("0");
    assertThat(kapok.run("exec", "-u", "7", "c", "id", "-u").ok().out()).isEqualTo("7");
    assertThat(kapok.run("exec", "-u", "7", "c", "sh", "-c", "echo out >/dev/stdout").ok().out())
        .as("opened anew")
        .isEqualTo("out");
    kapok.run("exec", "c", "mkfifo", "-m", "666", "/tmp/told").ok();
    kapok
        .run(
            "exec",
            "-d",
            "-u",
            "7",
            "c",
            "sh",
            "-c",
            "(echo x >/dev/stdout) 2>/dev/null; echo $? >/tmp/told")
        .ok();
    assertThat(kapok.run("exec", "c", "head", "-n1", "/tmp/told").ok().out())
        .as("detached")
        .isEqualTo("0");
    assertThat(kapok.run("top", "c", "user", "args").ok().lines().get(1)).startsWith("root ");
    assertThat(
            kapok
                .run(
                    "inspect",
                    "-f",
                    "{{.HostConfig.UsernsMode}} {{.HostConfig.IDMappings.UidMap}}",
                    "c")
                .ok()
                .out())
        .isEqualTo(identity == Identity.ROOT ? "private [0:100000:5000]" : "private [0:1:65536]");
    kapok.run("stop", "-t", "0", "c").ok();
    kapok.run("start", "c").ok();
    assertThat(kapok.run("exec", "c", "stat", "-c", "%u", "/ready").ok().out()).isEqualTo("0");
  }

  private static List<String> with(List<String> options, String more) {
    List<String> all = new ArrayList<>(options);
    all.add(more);
    return all;
  }

  @Test
  void keepIdKeepsTheUser() {
    if (identity == Identity.ROOT) {
      inNamespace(List.of("--userns=keep-id"), "true")
          .exits(125)
          .complains("keep-id is only supported in rootless mode");
      inNamespace(List.of("--userns=nomap"), "true")
          .exits(125)
          .complains("nomap is only supported in rootless mode");
      return;
    }
    String uid = Integer.toString(identity.uid());
    assertThat(shell(List.of("--userns=keep-id"), "id -u; id -un; " + OWNERS).ok().lines())
        .containsExactly(uid, Identity.USER_NAME, "0:0", "0:0", "0:0", "0:0");
    assertThat(
            shell(List.of("--userns=keep-id:uid=200,gid=201"), "id -u; id -g; " + OWNERS)
                .ok()
                .lines())
        .containsExactly("200", "201", "0:0", "0:0", "0:0", "0:0");
    start("kept", List.of("--userns=keep-id", "--user=0"), "true");
    assertThat(run("--network=none --userns=container:kept", BB, "id", "-u").ok().out())
        .as("root, as with podman")
        .isEqualTo("0");
    assertThat(
            shell(List.of("--userns=keep-id", "--user=0"), "id -u; touch /f && stat -c %u /f")
                .ok()
                .lines())
        .containsExactly("0", "0");
    inNamespace(List.of("--userns=keep-id:foo=1"), "true").exits(125).complains("unknown option");
  }

  @Test
  void mapsAcrossTheRangesOfTheEngine() {
    Result map = inNamespace(List.of("--uidmap=0:0:5000"), "cat", "/proc/self/uid_map");
    assertThat(map.ok().out().trim().split("[ \n]+", -1))
        .containsExactly(
            identity == Identity.ROOT
                ? new String[] {"0", "0", "5000"}
                : new String[] {"0", "0", "1", "1", "1", "4999"});
  }

  @Test
  void keepIdGivesItsUserTheFilesOfAVolume() throws Exception {
    assumeTrue(identity == Identity.USER, "keep-id is for others than root");
    Path folder = Files.createDirectory(kapok.folder().resolve("shared"));
    Shell.run("chown", Identity.USER_NAME, folder.toString()).ok();
    shell(List.of("--userns=keep-id", "-v", folder + ":/shared"), "touch /shared/made").ok();
    assertThat(Shell.run("stat", "-c", "%U", folder.resolve("made").toString()).ok().out())
        .isEqualTo(Identity.USER_NAME);
  }

  @Test
  void sharesTheNamespaceWithTheNetwork() {
    start("a", shifted(), "true");
    String map = kapok.run("exec", "a", "cat", "/proc/self/uid_map").ok().out();
    String[] show = {BB, "sh", "-c", "cat /proc/self/uid_map; stat -c %u /etc"};
    assertThat(run("--network=container:a", show).ok().out()).isEqualTo(map + "\n0");
    assertThat(run("--network=none --userns=container:a", show).ok().out()).isEqualTo(map + "\n0");
    assertThat(run("--network=container:a --userns=container:a", show).ok().out())
        .isEqualTo(map + "\n0");
    run("--network=container:a --userns=host", show)
        .exits(125)
        .complains("contradicts the network of container a");
    kapok.run("create", "--network=none", "--name=plain", BB, "true").ok();
    run("--network=container:plain " + shifted().get(0), show)
        .exits(125)
        .complains("contradicts the network of container plain, which has no user namespace");
    kapok.run("rm", "a").exits(2);
  }

  private Result run(String options, String... words) {
    List<String> all = new ArrayList<>(List.of("run", "--rm"));
    all.addAll(List.of(options.split(" ", -1)));
    all.addAll(List.of(words));
    return kapok.run(all.toArray(new String[0]));
  }

  @Test
  void hasANetworkOfItsOwn() {
    Result result =
        run(
            "--network=slirp4netns " + String.join(" ", shifted()),
            BB,
            "sh",
            "-c",
            "ip addr show tap0 | grep -c 10.0.2; grep -c nameserver /etc/resolv.conf");
    assumeTrue(!result.stderr().contains("/dev/net/tun"), "no tun device here");
    assertThat(result.ok().lines()).first().isEqualTo("1");
  }

  @Test
  void livesBesideTheHostsNamespaces() {
    assertThat(
            run(
                    "--network=host " + String.join(" ", shifted()),
                    BB,
                    "sh",
                    "-c",
                    "ls -d /sys/class/net; id -u")
                .ok()
                .lines())
        .containsExactly("/sys/class/net", "0");
    assertThat(shell(with(shifted(), "--pid=host"), "ls -d /proc/1; id -u").ok().lines())
        .containsExactly("/proc/1", "0");
    assertThat(shell(with(shifted(), "--ipc=host"), "ls -d /dev/shm; id -u").ok().lines())
        .containsExactly("/dev/shm", "0");
  }

  @Test
  void refusesMappingsThatCannotBe() {
    String other = identity == Identity.ROOT ? "100000" : "1";
    for (String[] bad :
        new String[][] {
          {"--uidmap=0:" + other + ":0", "maps no ids"},
          {"--uidmap=0:" + other + ":4294967295", "beyond the last id"},
          {"--uidmap=0:" + other + ":x", "malformed"},
          {"--uidmap=0:" + other + ":10,5:3000:10", "overlap in the container"},
          {"--uidmap=0:" + other + ":10,100:" + other + ":10", "overlap on the host"},
          {"--uidmap=1:" + other + ":10", "has no id 0"},
          {"--userns=bogus", "unrecognized namespace mode bogus"},
          {"--userns=private", "must provide at least one UID or GID mapping"},
          {"--subuidname=nobody-at-all", "no subuid ranges found for user"},
        }) {
      inNamespace(List.of(bad[0]), "true").exits(125).complains(bad[1]);
    }
    inNamespace(List.of("--userns=host", "--uidmap=0:" + other + ":10"), "true")
        .exits(125)
        .complains("mutually exclusive");
    assertThat(kapok.run("ps", "-aq").ok().out()).as("nothing was created").isEmpty();
    if (identity == Identity.USER) {
      inNamespace(List.of("--uidmap=0:70000:10"), "true")
          .exits(125)
          .complains("id 70000 does not exist here")
          .complains("users that exist here are 0");
      inNamespace(List.of("--userns=auto:uidmapping=0:70000:1"), "true")
          .exits(125)
          .complains("id 70000 does not exist here")
          .complains("users that exist here are 0");
    }
  }

  @Test
  void takesTheIdsOfASubordinateRange() throws Exception {
    assumeTrue(Identity.USER.missing() == null, "there is no user with subordinate ids");
    String line =
        Files.readAllLines(Path.of("/etc/subuid")).stream()
            .filter(each -> each.startsWith(Identity.USER_NAME + ":"))
            .findFirst()
            .orElse("");
    assumeTrue(!line.isEmpty(), "the user has no subordinate ids");
    String first = identity == Identity.ROOT ? line.split(":", -1)[1] : "1";
    Result map =
        inNamespace(List.of("--subuidname=" + Identity.USER_NAME), "cat", "/proc/self/uid_map");
    assertThat(map.ok().out().trim().split(" +", -1)).startsWith("0", first);
  }

  @Test
  void theEnvironmentNamesTheDefault() {
    assumeTrue(identity == Identity.USER, "keep-id is for others than root");
    List<String> env = List.of("PODMAN_USERNS=keep-id");
    String uid = Integer.toString(identity.uid());
    assertThat(kapok.runWithEnv(env, "run", "--rm", "--network=none", BB, "id", "-u").ok().out())
        .isEqualTo(uid);
    assertThat(
            kapok
                .runWithEnv(env, "run", "--rm", "--network=none", "--userns=host", BB, "id", "-u")
                .ok()
                .out())
        .isEqualTo("0");
  }

  @Test
  void aCopyOfTheLayersServesAllContainersOfAMap() throws Exception {
    List<String> env = List.of("_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes");
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(shifted());
    words.addAll(List.of(BB, "sh", "-c", OWNERS));
    String[] run = words.toArray(new String[0]);
    long before = layers();
    assertThat(kapok.runWithEnv(env, run).ok().lines()).containsOnly("0:0");
    long after = layers();
    assertThat(after).isGreaterThan(before);
    assertThat(kapok.runWithEnv(env, run).ok().lines()).containsOnly("0:0");
    assertThat(layers()).as("made once").isEqualTo(after);
    kapok.run("rmi", "-f", BB).ok();
    assertThat(layers()).as("goes with the image").isZero();
  }

  private long layers() throws Exception {
    try (var folder =
        Files.newDirectoryStream(
            kapok.root().resolve("overlay"),
            "????????????????????????????????????????????????????????????????")) {
      long count = 0;
      for (Path _ : folder) {
        count++;
      }
      return count;
    }
  }

  @Test
  void aCopyTellsTheTerminalHowFarItIs() {
    kapok
        .run(
            "run",
            "--network=none",
            "--name=c",
            BB,
            "sh",
            "-c",
            "dd if=/dev/urandom of=/big bs=1M count=6 2>/dev/null")
        .ok();
    kapok.run("commit", "-q", "c", HandImage.NAME).ok();
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(shifted());
    words.addAll(List.of(HandImage.NAME, "true"));
    List<String> env = List.of("_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes");
    List<String> argv = kapok.argv(env, words.toArray(new String[0]));
    try (Terminal terminal = new Terminal(argv, 24, 80)) {
      terminal.expect("Copying layers for the user namespace: ");
      assertThat(terminal.await()).isZero();
      assertThat(terminal.output()).as("the line is gone again").endsWith("\r\u001b[K");
    }
    try (Terminal terminal = new Terminal(argv, 24, 80)) {
      assertThat(terminal.await()).isZero();
      assertThat(terminal.output()).as("nothing to copy").isEmpty();
    }
  }

  @Test
  void aCopyKeepsLinksHolesAndTimes() throws Exception {
    List<String> env = List.of("_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes");
    start(
        "c",
        List.of(),
        "mkdir /d && echo x > /d/f && ln /d/f /d/hard && ln -s f /d/soft && chown 5:6 /d/f && chmod"
            + " 4755 /d/f && touch -d @1000000000 /d/f /d && dd if=/dev/zero of=/d/hole bs=1 count=1"
            + " seek=9999999 2>/dev/null && rm -r /home && mkfifo /d/fifo");
    kapok.run("commit", "-q", "c", HandImage.NAME).ok();
    String show =
        "stat -c '%n %A %u:%g %h %s' /d/f /d/hard /d/fifo; stat -c %Y /d/f; readlink /d/soft; du -k"
            + " /d/hole; ls -d /home 2>&1 | wc -l";
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(shifted());
    words.addAll(List.of(HandImage.NAME, "sh", "-c", show));
    assertThat(kapok.runWithEnv(env, words.toArray(new String[0])).ok().stdout())
        .isEqualTo(
            kapok
                .run("run", "--rm", "--network=none", HandImage.NAME, "sh", "-c", show)
                .ok()
                .stdout());
  }

  @Test
  void autoGivesEachContainerIdsOfItsOwn() throws Exception {
    assumeTrue(identity == Identity.USER || hasContainersUser(), "no ids for \"containers\"");
    List<String> maps = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      start(name, List.of("--userns=auto"), "true");
      maps.add(map(name));
      assertThat(kapok.run("exec", name, "stat", "-c", "%u", "/etc").ok().out()).isEqualTo("0");
    }
    long first = Long.parseLong(maps.get(0).split(" +", -1)[1]);
    long second = Long.parseLong(maps.get(1).split(" +", -1)[1]);
    assertThat(Math.abs(first - second)).isGreaterThanOrEqualTo(1024);
    kapok.run("restart", "-t", "0", "a").ok();
    assertThat(map("a")).as("kept over restarts").isEqualTo(maps.get(0));
    kapok.run("rm", "-f", "-t", "0", "a").ok();
    start("c", List.of("--userns=auto"), "true");
    assertThat(map("c")).as("free again").isEqualTo(maps.get(0));
    assertThat(
            inNamespace(List.of("--userns=auto:size=2000"), "cat", "/proc/self/uid_map").ok().out())
        .endsWith(" 2000");
    inNamespace(List.of("--userns=auto:size=4000000000"), "true")
        .exits(125)
        .complains("could not find enough available ids");
    inNamespace(List.of("--userns=auto:bogus=1"), "true").exits(125).complains("unknown option");
  }

  private String map(String name) {
    return kapok.run("exec", name, "cat", "/proc/self/uid_map").ok().out().trim();
  }

  @Test
  void autoOfRootNeedsIdsThatAreSetAside() throws Exception {
    assumeTrue(identity == Identity.ROOT && !hasContainersUser(), "others have ids of their own");
    inNamespace(List.of("--userns=auto"), "true")
        .exits(125)
        .complains("no ranges found for user \"containers\" in /etc/subuid");
  }

  private static boolean hasContainersUser() throws Exception {
    return Files.readString(Path.of("/etc/subuid")).contains("containers:");
  }

  @Test
  void joinsANamespaceByItsPath() {
    start("a", shifted(), "true");
    String pid = kapok.run("inspect", "-f", "{{.State.Pid}}", "a").ok().out();
    String path = "ns:/proc/" + pid + "/ns/user";
    assertThat(inNamespace(List.of("--userns=" + path), "cat", "/proc/self/uid_map").ok().out())
        .isEqualTo(map("a"));
    inNamespace(List.of("--userns=ns:/proc/self/ns/net"), "true").exits(125);
    inNamespace(List.of("--userns=ns:relative"), "true").exits(125).complains("absolute path");
  }
}
