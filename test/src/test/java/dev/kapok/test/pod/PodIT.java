package dev.kapok.test.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodIT extends EngineTest {
  private String create(String name, String... more) {
    List<String> words = new ArrayList<>(List.of("pod", "create", "--name=" + name));
    words.addAll(List.of(more));
    return kapok.run(words.toArray(new String[0])).ok().out();
  }

  private String sleeper(String pod, String name) {
    return kapok.run("run", "-d", "--pod=" + pod, "--name=" + name, BB, "sleep", "1000").ok().out();
  }

  private Result in(String pod, String... command) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--pod=" + pod, BB));
    words.addAll(List.of(command));
    return kapok.run(words.toArray(new String[0]));
  }

  private String status(String pod) {
    return kapok.run("pod", "inspect", "--format={{.State}}", pod).ok().out();
  }

  private String namespace(String container, String type) {
    return kapok.run("exec", container, "readlink", "/proc/self/ns/" + type).ok().out();
  }

  @Test
  void membersShareNamespacesAndCgroup() {
    String id = create("p", "--network=none", "--hostname=web");
    sleeper("p", "a");
    sleeper("p", "b");
    for (String type : List.of("net", "ipc", "uts")) {
      assertThat(namespace("a", type)).isEqualTo(namespace("b", type));
    }
    assertThat(namespace("a", "pid")).isNotEqualTo(namespace("b", "pid"));
    assertThat(namespace("a", "mnt")).isNotEqualTo(namespace("b", "mnt"));
    assertThat(in("p", "hostname").ok().out()).isEqualTo("web");
    in("p", "sh", "-c", "echo shared > /dev/shm/file").ok();
    assertThat(kapok.run("exec", "a", "cat", "/dev/shm/file").ok().out()).isEqualTo("shared");
    if (identity == Identity.ROOT) {
      String path = kapok.run("pod", "inspect", "--format={{.CgroupPath}}", "p").ok().out();
      assertThat(path).endsWith("/pod-" + id);
      assertThat(kapok.run("exec", "a", "cat", "/proc/self/cgroup").ok().out()).contains(path);
      assertThat(Path.of("/sys/fs/cgroup/pids" + path)).isDirectory();
      kapok.run("pod", "rm", "-f", "-t", "0", "p").ok();
      assertThat(Path.of("/sys/fs/cgroup/pids" + path)).doesNotExist();
    }
  }

  @Test
  void processOneReapsWhereThePidNamespaceIsShared() {
    create("p", "--network=none", "--share=+pid");
    sleeper("p", "a");
    assertThat(in("p", "ps").ok().out()).contains("/pause", "sleep 1000");
    // An orphan: its parent ends before it does.
    kapok.run("exec", "a", "sh", "-c", "(sleep 0.1 &) ; true").ok();
    Pause.millis(400);
    assertThat(in("p", "ps").ok().out()).doesNotContain("[sleep]");
  }

  @Test
  void membersReachEachOtherAndThePortsAreThePods() throws IOException {
    int port = freePort();
    create("p", "-p", "127.0.0.1:" + port + ":80", "--network=slirp4netns");
    String serve = "mkdir /www; echo hello > /www/index.html; httpd -f -p 80 -h /www";
    kapok.run("run", "-d", "--pod=p", "--name=server", BB, "sh", "-c", serve).ok();
    String fetch =
        "for i in 1 2 3 4 5 6 7 8 9; do wget -qO- http://127.0.0.1/ && exit; sleep 0.2; done";
    assertThat(in("p", "sh", "-c", fetch).ok().out()).isEqualTo("hello");
    assertThat(kapok.run("ps", "--format={{.Ports}}").ok().out())
        .contains("127.0.0.1:" + port + "->80/tcp");
    assertThat(answer(port)).isEqualTo("hello");
    kapok
        .run("run", "--rm", "--pod=p", "-p", "81:81", BB, "true")
        .exits(125)
        .complains("pod create");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String answer(int port) {
    return Shell.run("wget", "-qO-", "http://127.0.0.1:" + port + "/").ok().out();
  }

  @Test
  void verbsMoveAllContainers() {
    create("p", "--network=none");
    assertThat(status("p")).isEqualTo("Created");
    sleeper("p", "a");
    sleeper("p", "b");
    assertThat(status("p")).isEqualTo("Running");
    kapok.run("stop", "-t", "0", "b").ok();
    assertThat(status("p")).isEqualTo("Degraded");
    kapok.run("pod", "start", "p").ok();
    assertThat(status("p")).isEqualTo("Running");
    kapok.run("pod", "stop", "-t", "0", "p").ok();
    kapok.run("pod", "stop", "-t", "0", "p").ok();
    assertThat(status("p")).isEqualTo("Exited");
    kapok.run("start", "a").ok(); // with what it needs
    assertThat(status("p")).isEqualTo("Degraded");
    kapok.run("pod", "restart", "p").ok();
    assertThat(status("p")).isEqualTo("Running");
    kapok.run("pod", "kill", "p").ok();
    for (int i = 0; i < 100 && !status("p").equals("Exited"); i++) {
      Pause.millis(50);
    }
    assertThat(status("p")).isEqualTo("Exited");
    kapok.run("pod", "kill", "p").ok();
    assertThat(kapok.run("pod", "prune", "-f").ok().lines()).hasSize(1);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void goesAsAWholeOrNotAtAll() {
    create("p", "--network=none");
    sleeper("p", "a");
    String infra = kapok.run("pod", "inspect", "--format={{.InfraContainerID}}", "p").ok().out();
    kapok.run("pod", "rm", "p").exits(125).complains("not removed without force");
    kapok.run("rm", "-f", infra).exits(125).complains("cannot be removed without removing the pod");
    kapok.run("rm", "-f", "-t", "0", "a").ok();
    kapok.run("pod", "rm", "p").ok(); // only the infra container runs
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    kapok.run("pod", "exists", "p").exits(1);
    kapok.run("pod", "rm", "p").exits(1).complains("no such pod");
    kapok.run("pod", "rm", "-f", "p").ok();
  }

  @Test
  void stopsWithItsLastMemberWhereItShall() {
    create("p", "--network=none", "--exit-policy=stop");
    kapok.run("run", "--pod=p", "--name=a", BB, "true").ok();
    assertThat(status("p")).isEqualTo("Exited");
    kapok.run("run", "-d", "--pod=p", "--name=b", BB, "sleep", "0.2").ok();
    for (int i = 0; i < 100 && !status("p").equals("Exited"); i++) {
      Pause.millis(50);
    }
    assertThat(status("p")).isEqualTo("Exited");
  }

  @Test
  void isMadeForAContainer() throws IOException {
    int port = freePort();
    String publish = port + ":80";
    kapok
        .run(
            "run",
            "-d",
            "--pod=new:p",
            "--network=slirp4netns",
            "-p",
            publish,
            "--name=a",
            BB,
            "sleep",
            "100")
        .ok();
    assertThat(kapok.run("pod", "ps", "--format={{.Name}} {{.NumberOfContainers}}").ok().out())
        .isEqualTo("p 2");
    assertThat(kapok.run("pod", "inspect", "p").ok().out()).contains("\"HostPort\": \"" + port);
    assertThat(kapok.run("inspect", "--format={{.Pod}}", "a").ok().out()).hasSize(64);
    kapok.run("run", "--pod=new:p", BB, "true").exits(125).complains("pod already exists");
  }

  @Test
  void volumesAndUserNamespaceAreThoseOfThePod() {
    create("p", "--network=none", "-v", "data:/data", "--uidmap=0:1:2000", "--gidmap=0:1:2000");
    in("p", "sh", "-c", "echo kept > /data/file").ok();
    assertThat(in("p", "cat", "/data/file").ok().out()).isEqualTo("kept");
    assertThat(in("p", "cat", "/proc/self/uid_map").ok().out()).containsPattern("0 +1 +2000");
    kapok.run("run", "--rm", "--pod=p", "--userns=keep-id", BB, "true").exits(125);
    kapok.run("pod", "rm", "-f", "-t", "0", "p").ok();
    kapok.run("volume", "rm", "data").ok();
  }

  @Test
  void logsTopAndListsTellWhoseTheyAre() throws IOException {
    create("p", "--network=none", "-l", "k=v");
    kapok.run("run", "-d", "--pod=p", "--name=a", BB, "sh", "-c", "echo one; sleep 1000").ok();
    sleeper("p", "b");
    for (int i = 0; i < 100 && kapok.run("logs", "a").ok().out().isEmpty(); i++) {
      Pause.millis(20);
    }
    assertThat(kapok.run("pod", "logs", "-n", "p").ok().out()).isEqualTo("a one");
    assertThat(kapok.run("pod", "logs", "-c", "a", "p").ok().out()).isEqualTo("one");
    assertThat(kapok.run("pod", "top", "p", "args").ok().out()).contains("/pause", "sleep 1000");
    assertThat(kapok.run("ps", "--filter=pod=p", "-q").ok().lines()).hasSize(3);
    assertThat(kapok.run("ps", "--pod", "--filter=name=a$").ok().out()).endsWith("  p");
    assertThat(kapok.run("pod", "ps", "--filter=label=k", "-q").ok().lines()).hasSize(1);
    assertThat(kapok.run("pod", "ps", "--ctr-names").ok().out()).contains("-infra,a,b");
    Path file = kapok.folder().resolve("pod-id");
    kapok.run("pod", "create", "--infra=false", "--pod-id-file=" + file, "--name=q").ok();
    assertThat(Files.readString(file)).hasSize(64);
    kapok.run("run", "--rm", "--network=none", "--pod-id-file=" + file, BB, "true").ok();
    kapok.run("pod", "rm", "--pod-id-file=" + file).ok();
  }

  @Test
  void pruningTakesPodsAsAWhole() {
    create("p", "--network=none");
    kapok.run("run", "--pod=p", "--name=a", BB, "true").ok();
    kapok.run("container", "prune", "-f").ok();
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1); // who holds the namespaces
    kapok.run("run", "--pod=p", "--name=b", BB, "true").ok();
    kapok.run("pod", "stop", "p").ok();
    assertThat(kapok.run("system", "prune", "-f").ok().out()).contains("Deleted Pods");
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(kapok.run("pod", "ps", "-q").ok().out()).isEmpty();
  }

  @Test
  void goesWithItsNetworkButNotWithAVolume() {
    create("p", "--network=none", "-v", "data:/data");
    sleeper("p", "a");
    kapok.run("volume", "rm", "data").exits(2);
    kapok.run("volume", "rm", "-f", "-t", "0", "data").complains("is the infra container of pod");
    assertThat(kapok.run("pod", "ps", "-q").ok().lines()).hasSize(1);
    kapok.run("pod", "rm", "-f", "-t", "0", "p").ok();
    kapok.run("volume", "rm", "data").ok();
  }

  @Test
  void isNoTroubleToItsNeighbours() {
    assumeTrue(identity == Identity.ROOT, "without root there is no such cgroup");
    String parent = "/kapok-it-" + ProcessHandle.current().pid();
    String[] words = {
      "run", "-d", "--network=none", "--cgroup-parent=" + parent, "--name=other", BB, "sleep", "100"
    };
    kapok.run(words).ok();
    create("p", "--network=none", "--share-parent=false", "--cgroup-parent=" + parent);
    sleeper("p", "a");
    kapok.run("pod", "rm", "-f", "-t", "0", "p").ok();
    assertThat(kapok.run("inspect", "--format={{.State.Status}}", "other").ok().out())
        .isEqualTo("running");
    kapok.run("rm", "-f", "-t", "0", "other").ok();
    Shell.run("sh", "-c", "rmdir /sys/fs/cgroup/*" + parent + " /sys/fs/cgroup" + parent);
  }

  @Test
  void endsAlsoWhereItsLastMemberIsRemoved() {
    create("p", "--network=none", "--exit-policy=stop");
    sleeper("p", "a");
    kapok.run("rm", "-f", "-t", "0", "a").ok();
    assertThat(status("p")).isEqualTo("Exited");
    String infra = kapok.run("pod", "inspect", "--format={{.InfraContainerID}}", "p").ok().out();
    kapok.run("container", "cleanup", "--rm", infra).exits(125).complains("infra container");
    kapok.run("create", "--name=p", BB, "true").exits(125).complains("pod already exists");
    kapok.run("create", "--pod=new:q", "--hostname=h", "localhost/nosuch", "true").exits(125);
    kapok.run("pod", "exists", "q").exits(1);
    kapok.run("create", "--name=c", BB, "true").ok();
    kapok.run("pod", "create", "c").exits(125).complains("container already exists");
    assertThat(
            kapok
                .run("run", "--rm", "--pod=new:q", "--network=none", "--hostname=h", BB, "hostname")
                .ok()
                .out())
        .isEqualTo("h");
    kapok.run("rm", "-f", "--depend", infra).ok();
    kapok.run("pod", "exists", "p").exits(1);
  }

  @Test
  void refusesWhatMakesNoSense() {
    create("p", "--network=none");
    kapok.run("pod", "create", "--name=p").exits(125).complains("pod already exists");
    kapok.run("pod", "create", "a/b").exits(125).complains("names must match");
    kapok.run("pod", "create", "--infra=false", "-p", "80:80").exits(125).complains("infra");
    kapok.run("pod", "create", "--share=mnt").exits(125).complains("Options are");
    kapok.run("pod", "create", "--exit-policy=odd").exits(125).complains("exit policy");
    kapok.run("pod", "create", "--memory=1g").exits(125).complains("not supported yet");
    kapok.run("run", "--pod=p", "--hostname=h", BB, "true").exits(125).complains("hostname");
    kapok.run("run", "--pod=none", BB, "true").exits(125).complains("no such pod");
    kapok.run("run", "--pid=pod", BB, "true").exits(125).complains("use --pod");
    kapok.run("run", "--pod=p", "--add-host=a:1.2.3.4", BB, "true").exits(125).complains("hosts");
    kapok.run("pod", "create", "--share=cgroup").exits(125).complains("cgroup parent");
    kapok.run("pod", "create", "-v", "data:/pause").exits(125).complains("has its program");
  }

  @Test
  void killedWhileItIsMadeOrRemovedLeavesNothingOdd() throws Exception {
    assumeTrue(identity == Identity.ROOT || Files.exists(Path.of("/dev/net/tun")), "no tun");
    for (int i = 0; i < 12; i++) {
      create("p", "--network=none", "--replace");
      sleeper("p", "a");
      Process removal = kapok.start("pod", "rm", "-f", "-t", "0", "p");
      Pause.millis(15L * i);
      removal.destroyForcibly().waitFor();
      // Whatever was left can be removed, and then all is gone.
      kapok.run("pod", "rm", "-f", "-t", "0", "p").ok();
      assertThat(kapok.run("pod", "ps", "-q").ok().out()).isEmpty();
      kapok.run("rm", "-fa", "-t", "0").ok();
    }
  }
}
