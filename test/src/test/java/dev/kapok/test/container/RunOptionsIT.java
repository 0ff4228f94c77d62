package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the options of {@code run} change inside the container. */
class RunOptionsIT extends EngineTest {
  private static final String NAMESPACES =
      "for n in net pid ipc; do readlink /proc/self/ns/$n; done";

  private Result run(List<String> options, String... command) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network=none"));
    words.addAll(options);
    words.add(BB);
    words.addAll(List.of(command));
    return kapok.run(words.toArray(new String[0]));
  }

  private String sh(List<String> options, String script) {
    return run(options, "sh", "-c", script).ok().out();
  }

  @Test
  void environmentComesFromImageFileAndOption() throws IOException {
    Path file = Files.writeString(Path.of("/tmp/kapok-env-" + identity), "A=file\nB=file\n# c\n");
    try {
      assertThat(
              sh(
                  List.of("-e", "A=option", "--env-file", file.toString()),
                  "echo $A $B $FROM_IMAGE $container"))
          .isEqualTo("option file yes kapok");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void environmentWithoutValueComesFromTheCaller() {
    Result result =
        kapok.runWithEnv(
            List.of("CALLER=mine"),
            "run",
            "--rm",
            "--network=none",
            "-e",
            "CALLER",
            BB,
            "sh",
            "-c",
            "echo $CALLER");
    assertThat(result.ok().out()).isEqualTo("mine");
  }

  @Test
  void workdirHasToBeThereUnlessTheImageNamesIt() {
    run(List.of("-w", "/new/dir"), "pwd")
        .exits(126)
        .complains("workdir \"/new/dir\" does not exist");
    run(List.of("-w", "/bin/sh"), "pwd").exits(126).complains("is not a directory");
    kapok.run("create", "--name=late", "--network=none", "-w", "/new", BB, "pwd").ok();
    kapok.run("start", "-a", "late").exits(125).complains("does not exist");
    assertThat(sh(List.of("-w", "/tmp"), "pwd")).isEqualTo("/tmp");
    assertThat(sh(List.of("-w", ""), "pwd")).isEqualTo("/");

    String image = kapok.run("commit", "-q", "-c", "WORKDIR /new/dir", "late").ok().out();
    String script = "pwd; stat -c %u:%a /new /new/dir";
    String[] command = {"run", "--rm", "--network=none", "-u", "user", image, "sh", "-c", script};
    assertThat(kapok.run(command).ok().lines()).containsExactly("/new/dir", "0:755", "1000:755");
  }

  @Test
  void whatCannotWorkIsRefusedBeforeAContainerIsMade() {
    for (String option :
        List.of(
            "--device=/dev/nosuch",
            "--device=/etc/passwd",
            "--security-opt=seccomp=/nosuch.json",
            "--sysctl=kernel.nosuch=1",
            "--attach=nosuch",
            "--detach-keys=ctrl-")) {
      kapok.run("create", option, "--network=none", BB, "true").exits(125);
    }
    kapok.run("create", "--network=host", "--sysctl=net.core.somaxconn=9", BB, "true").exits(125);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(run(List.of("-q"), "echo", "quiet").ok().out()).isEqualTo("quiet");
  }

  @Test
  void userIsFoundInTheImage() {
    assertThat(sh(List.of("-u", "user"), "id -u; id -g; id -G; echo $HOME"))
        .isEqualTo("1000\n1000\n1000 1001\n/home/user");
  }

  @Test
  void userMayBeNumbers() {
    assertThat(sh(List.of("-u", "7:8"), "id -u; id -g")).isEqualTo("7\n8");
  }

  @Test
  void primaryGroupIsNeverShed() {
    assertThat(sh(List.of("-u", "7:8"), "grep Groups /proc/self/status").strip())
        .isEqualTo("Groups:\t8");
  }

  @Test
  void missingSourcesAreRefusedBeforeAContainerIsMade() {
    run(List.of("-v", "/nosuch/folder:/x"), "true").exits(125).complains("stat /nosuch/folder");
    kapok.run("create", "-v", "/nosuch/folder:/x", BB, "true").exits(125);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void unknownUserIsRefused() {
    run(List.of("-u", "nosuch"), "true").exits(126).complains("nosuch");
  }

  @Test
  void hostnameIsTheIdUnlessSet() {
    assertThat(sh(List.of(), "hostname")).hasSize(12);
    assertThat(sh(List.of("--hostname", "box"), "hostname; echo $HOSTNAME; grep -c box /etc/hosts"))
        .isEqualTo("box\nbox\n1");
  }

  @Test
  void addHostAndDnsReachTheFiles() {
    assertThat(
            kapok
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "--add-host=db:10.1.2.3",
                    "--dns=10.9.9.9",
                    "--dns-search=example.test",
                    BB,
                    "cat",
                    "/etc/hosts",
                    "/etc/resolv.conf")
                .ok()
                .out())
        .contains("10.1.2.3")
        .contains("db")
        .contains("nameserver 10.9.9.9")
        .contains("search example.test");
  }

  @Test
  void entrypointIsReplaced() {
    assertThat(run(List.of("--entrypoint", "/bin/echo"), "a", "b").ok().out()).isEqualTo("a b");
    assertThat(run(List.of("--entrypoint", "[\"/bin/echo\",\"x\"]"), "y").ok().out())
        .isEqualTo("x y");
  }

  @Test
  void readOnlyRootCannotBeWritten() {
    run(List.of("--read-only"), "touch", "/file").exits(1);
    run(List.of("--read-only"), "touch", "/tmp/file").ok();
  }

  @Test
  void tmpfsIsMountedWithItsOptions() {
    assertThat(sh(List.of("--tmpfs", "/scratch:size=1m,mode=700"), "grep /scratch /proc/mounts"))
        .startsWith("tmpfs /scratch tmpfs")
        .contains("size=1024k");
  }

  @Test
  void bindMountsAreReadWriteOrReadOnly() throws IOException {
    Path folder = Files.createTempDirectory("kapok-bind");
    try {
      Files.writeString(folder.resolve("seen"), "from the host\n");
      Files.setAttribute(folder, "unix:uid", identity.uid());
      Files.setPosixFilePermissions(
          folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(run(List.of("-v", folder + ":/mnt/x:ro"), "cat", "/mnt/x/seen").ok().out())
          .isEqualTo("from the host");
      run(List.of("-v", folder + ":/mnt/x:ro"), "touch", "/mnt/x/new").exits(1);
      run(List.of("-v", folder + ":/mnt/x"), "touch", "/mnt/x/new").ok();
      run(
              List.of("--mount", "type=bind,source=" + folder + ",target=/mnt/y,readonly"),
              "touch",
              "/mnt/y/no")
          .exits(1);
      assertThat(Files.exists(folder.resolve("new"))).isTrue();
    } finally {
      dev.kapok.test.harness.Shell.run("rm", "-rf", folder.toString());
    }
  }

  @Test
  void namedVolumeOutlivesItsContainersAndStartsWithTheImagesFiles() {
    assertThat(sh(List.of("-v", "data:/var/data"), "cat /var/data/seed; echo more > /var/data/f"))
        .isEqualTo("from the image");
    assertThat(sh(List.of("-v", "data:/other"), "cat /other/f")).isEqualTo("more");
  }

  @Test
  void capabilitiesAreTheDefaultOnesAddedToAndDropped() {
    String caps = "grep CapEff /proc/self/status | cut -f2";
    assertThat(sh(List.of(), caps)).isEqualTo("00000000800405fb");
    assertThat(sh(List.of("--cap-drop=all"), caps)).isEqualTo("0000000000000000");
    assertThat(sh(List.of("--cap-drop=all", "--cap-add=net_raw"), caps))
        .isEqualTo("0000000000002000");
    run(List.of("--cap-add=nonsense"), "true").exits(125).complains("nonsense");
  }

  @Test
  void seccompFiltersUnlessUnconfined() {
    String mode = "grep Seccomp: /proc/self/status | cut -f2";
    assertThat(sh(List.of(), mode)).isEqualTo("2");
    assertThat(sh(List.of("--security-opt", "seccomp=unconfined"), mode)).isEqualTo("0");
    assertThat(sh(List.of("--privileged"), mode)).isEqualTo("0");
  }

  @Test
  void noNewPrivilegesIsSet() {
    assertThat(
            sh(
                List.of("--security-opt", "no-new-privileges"),
                "grep NoNewPrivs /proc/self/status | cut -f2"))
        .isEqualTo("1");
  }

  @Test
  void kernelFilesAreMaskedAndReadOnly() {
    assertThat(sh(List.of(), "wc -c < /proc/keys")).isEqualTo("0");
    run(List.of(), "sh", "-c", "echo 1 > /proc/sys/kernel/domainname").exits(1);
    assertThat(sh(List.of("--security-opt", "mask=/var/data"), "ls /var/data | wc -l"))
        .isEqualTo("0");
  }

  @Test
  void ulimitsAreSet() {
    assertThat(sh(List.of("--ulimit", "nofile=100:200"), "ulimit -Sn; ulimit -Hn"))
        .isEqualTo("100\n200");
  }

  @Test
  void sysctlsOfItsNamespacesAreSet() {
    assertThat(
            sh(List.of("--sysctl", "net.ipv4.ip_forward=1"), "cat /proc/sys/net/ipv4/ip_forward"))
        .isEqualTo("1");
    run(List.of("--sysctl", "vm.swappiness=1"), "true").exits(125).complains("vm.swappiness");
  }

  @Test
  void initReapsInFrontOfTheCommand() {
    assertThat(sh(List.of("--init"), "echo $$")).isNotEqualTo("1");
  }

  @Test
  void namespacesOfTheHostAreShared() throws IOException {
    assertThat(sh(List.of("--pid=host"), "ls /proc | grep -c '^[0-9]'")).isNotEqualTo("2");
    assertThat(sh(List.of("--uts=host"), "readlink /proc/self/ns/uts"))
        .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/uts")).toString());
    assertThat(
            kapok
                .run("run", "--rm", "--network=host", BB, "readlink", "/proc/self/ns/net")
                .ok()
                .out())
        .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
  }

  @Test
  void networkNoneHasOnlyLoopback() {
    assertThat(sh(List.of(), "ls /sys/class/net; cat /sys/class/net/lo/flags"))
        .startsWith("lo\n0x9");
  }

  @Test
  void namespacesOfAnotherContainerAreJoined() {
    kapok
        .run("run", "-d", "--name", "a", "--network=none", "--ipc=shareable", BB, "sleep", "100")
        .ok();
    String own = kapok.run("exec", "a", "sh", "-c", NAMESPACES).ok().out();
    String joined =
        kapok
            .run(
                "run",
                "--rm",
                "--network=container:a",
                "--pid=container:a",
                "--ipc=container:a",
                BB,
                "sh",
                "-c",
                NAMESPACES)
            .ok()
            .out();
    assertThat(joined).isEqualTo(own);
  }

  @Test
  void privilegedSeesTheHostsDevices() {
    assertThat(sh(List.of("--privileged"), "ls /dev | wc -l").length()).isGreaterThanOrEqualTo(2);
    assertThat(sh(List.of("--privileged"), "wc -c < /proc/sysrq-trigger; echo ok")).contains("ok");
  }

  @Test
  void deviceIsThere() {
    assertThat(sh(List.of("--device", "/dev/null:/dev/mynull"), "ls -l /dev/mynull | cut -c1"))
        .isEqualTo("c");
    run(List.of("--device", "/dev/nosuch"), "true").exits(125).complains("/dev/nosuch");
  }

  @Test
  void cidfileHoldsTheId() throws IOException {
    Path file = kapok.folder().resolve("cid");
    kapok.run("create", "--name", "c", "--cidfile", file.toString(), BB, "true").ok();
    assertThat(Files.readString(file).strip())
        .isEqualTo(kapok.run("inspect", "--format", "{{.Id}}", "c").ok().out());
    kapok.run("create", "--cidfile", file.toString(), BB, "true").exits(125).complains("cid");
  }

  @Test
  void nameInUseIsRefusedUnlessReplaced() {
    String first = kapok.run("create", "--name", "x", BB, "true").ok().out();
    kapok.run("create", "--name", "x", BB, "true").exits(125).complains("already in use");
    String second = kapok.run("create", "--name", "x", "--replace", BB, "true").ok().out();
    assertThat(second).isNotEqualTo(first);
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1);
  }

  @Test
  void badNamesAreRefused() {
    for (String name : List.of("../x", "a b", "-", "a/b", "x".repeat(300))) {
      kapok.run("create", "--name=" + name, BB, "true").exits(125);
    }
    assertThat(kapok.run("ps", "-aq").ok().stdout()).isEmpty();
  }

  @Test
  void rootfsIsUsedInPlaceOfAnImage() throws IOException {
    Path rootfs = kapok.folder().resolve("fs");
    Files.createDirectories(rootfs.resolve("bin"));
    for (String folder : List.of("proc", "sys", "dev", "etc", "run", "tmp")) {
      Files.createDirectories(rootfs.resolve(folder));
    }
    Files.copy(Path.of("/bin/busybox"), rootfs.resolve("bin/sh"));
    dev.kapok.test.harness.Shell.run("chmod", "755", rootfs.resolve("bin/sh").toString());
    dev.kapok.test.harness.Shell.run(
        "chown", "-R", identity.uid() + ":" + identity.uid(), rootfs.toString());
    assertThat(
            kapok
                .run(
                    "run",
                    "--rm",
                    "--network=none",
                    "--rootfs",
                    rootfs.toString(),
                    "/bin/sh",
                    "-c",
                    "echo in rootfs")
                .ok()
                .out())
        .isEqualTo("in rootfs");
  }

  @Test
  void memoryLimitIsSetOrItsAbsenceExplained() {
    Result result =
        run(
            List.of("--memory=64m"),
            "sh",
            "-c",
            "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null");
    if (identity == dev.kapok.test.harness.Identity.ROOT) {
      assertThat(result.stdout()).contains("67108864");
    } else if (result.status() != 0) {
      result.exits(125).complains("cgroup");
    }
  }
}
