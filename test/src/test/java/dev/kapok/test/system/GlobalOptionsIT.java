package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options before the command: each changes what it says. */
class GlobalOptionsIT extends EngineTest {
  /** Runs a container with these global options. */
  private Result runWith(List<String> globals, String... command) {
    List<String> words = new ArrayList<>(globals);
    words.addAll(List.of("run", "--rm", "--network=none", BB));
    words.addAll(List.of(command));
    return kapok.run(words.toArray(new String[0]));
  }

  private String info(List<String> globals, String field) {
    List<String> words = new ArrayList<>(globals);
    words.addAll(List.of("info", "--format", "{{." + field + "}}"));
    return kapok.run(words.toArray(new String[0])).ok().out();
  }

  /** Writes a program that notes its arguments, one line a call, and becomes another. */
  private Path noting(String program) throws IOException {
    Path script = kapok.folder().resolve("my-" + program);
    String path = Shell.run("sh", "-c", "command -v " + program).ok().out();
    Files.writeString(
        script, "#!/bin/sh\necho \"$*\" >> " + notes() + "\nexec " + path + " \"$@\"\n");
    Shell.run("chmod", "755", script.toString()).ok();
    return script;
  }

  private Path notes() {
    return kapok.folder().resolve("notes");
  }

  @Test
  void foldersHoldWhatTheyAreFor() {
    String id = kapok.run("run", "-d", "--network=none", BB, "sleep", "1000").ok().out();
    assertThat(kapok.root().resolve("kapok.db")).exists();
    assertThat(kapok.runRoot().resolve("containers/" + id + "/config.json")).exists();
    assertThat(kapok.folder().resolve("tmp/exits")).isDirectory();
    assertThat(info(List.of(), "Store.GraphRoot")).isEqualTo(kapok.root().toString());
    assertThat(info(List.of(), "Store.RunRoot")).isEqualTo(kapok.runRoot().toString());
    kapok.run("--root=", "ps").exits(125).complains("--root");
  }

  @Test
  void logTellsWhatTheEngineDoes() throws IOException {
    Path settings = Files.writeString(kapok.folder().resolve("c.conf"), "[containers]\n");
    Shell.run("chmod", "644", settings.toString()).ok();
    String[] words = {"--log-level=debug", "run", "--rm", "--network=none", "-e", "A=secret", BB};
    Result debug = kapok.runWithEnv(List.of("CONTAINERS_CONF=" + settings), words).ok();
    assertThat(debug.stderr())
        .contains("level=info msg=\"kapok filtering at log level debug\"")
        .contains("level=debug msg=\"reading configuration file " + settings + "\"")
        .contains("level=debug msg=\"using graph root " + kapok.root() + "\"")
        .contains("msg=\"using graph driver overlay\"")
        .contains("msg=\"using OCI runtime /")
        .containsPattern(
            "time=\"[0-9T:-]+Z\" level=debug msg=\"started process [0-9]+: /[^ ]*conmon ")
        .doesNotContain("secret");
    assertThat(runWith(List.of("--log-level=info"), "true").ok().stderr().lines()).hasSize(1);
    assertThat(runWith(List.of("--log-level=warn"), "true").ok().stderr()).isEmpty();
    kapok.run("--log-level=loud", "version").exits(125).complains("loud");
    kapok.run("--network-config-dir=/etc/passwd", "ps").exits(125).complains("/etc/passwd");
  }

  @Test
  void runtimeIsANameOrAPath() throws IOException {
    String runc = Shell.run("sh", "-c", "command -v runc").ok().out();
    assertThat(runWith(List.of("--runtime=runc"), "echo", "ran").ok().out()).isEqualTo("ran");
    kapok.run("--runtime", runc, "create", "--name=c", BB, "true").ok();
    assertThat(kapok.run("inspect", "--format", "{{.OCIRuntime}}", "c").ok().out())
        .endsWith("runc");
    Path own = noting("runc");
    assertThat(runWith(List.of("--runtime=" + own), "echo", "own").ok().out()).isEqualTo("own");
    assertThat(Files.readString(notes())).contains(" create ").contains(" start ");
    runWith(List.of("--runtime=nosuch"), "true").exits(125).complains("nosuch");
    runWith(List.of("--runtime=/no/such"), "true").exits(125).complains("/no/such");
  }

  @Test
  void crunRunsOrSaysWhyNot() {
    Result result = runWith(List.of("--runtime=crun"), "echo", "ran");
    if (result.status() == 0) {
      assertThat(result.out()).isEqualTo("ran");
    } else {
      assertThat(result.status()).isBetween(125, 127);
      result.complains("crun").complains("cgroup");
    }
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void runtimeFlagsReachTheRuntime() throws IOException {
    Path runc = noting("runc");
    List<String> globals = List.of("--runtime=" + runc, "--runtime-flag", "debug");
    runWith(globals, "true").ok();
    assertThat(Files.readAllLines(notes()))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call).contains("--debug"));
    assertThat(Files.readString(notes())).contains(" delete ");
  }

  @Test
  void conmonIsTheOneNamedAndLogsAsTold() throws IOException {
    Path conmon = noting("conmon");
    List<String> globals = List.of("--conmon=" + conmon, "--log-level=error", "--syslog");
    runWith(globals, "true").ok();
    assertThat(Files.readString(notes())).contains("--log-level error").contains("--syslog");
    // The exit command works on the same store in the same way.
    assertThat(Files.readString(notes()))
        .contains("--exit-command-arg --root=" + kapok.root())
        .contains("--exit-command-arg --conmon=" + conmon);
    assertThat(info(List.of("--conmon=" + conmon), "Host.Conmon.Path"))
        .isEqualTo(conmon.toString());
  }

  @Test
  void vfsIsUsedWhenAskedFor() {
    Kapok store = emptyStore();
    String[] driver = {"--storage-driver=vfs"};
    store.run(driver[0], "load", "-q", "-i", archive().toString()).ok();
    assertThat(
            store
                .run(
                    driver[0],
                    "run",
                    "--name=c",
                    "--network=none",
                    BB,
                    "sh",
                    "-c",
                    "touch /new; ls -d /new")
                .ok()
                .out())
        .isEqualTo("/new");
    assertThat(store.run(driver[0], "start", "-a", "c").ok().out()).isEqualTo("/new");
    assertThat(store.run(driver[0], "info", "--format", "{{.Store.GraphDriverName}}").ok().out())
        .isEqualTo("vfs");
    store.run(driver[0], "rm", "c").ok();
    store.run(driver[0], "rmi", "-fa").ok();
    kapok.run("--storage-driver=btrfs", "images").exits(125).complains("btrfs");
    Shell.run("rm", "-rf", store.folder().toString()).ok();
  }

  @Test
  void storageOptionsReachTheDriver() {
    String root = "grep ' / ' /proc/mounts";
    assertThat(
            runWith(List.of("--storage-opt=overlay.mountopt=nodev"), "sh", "-c", root).ok().out())
        .contains("nodev");
    assertThat(runWith(List.of(), "sh", "-c", root).ok().out()).doesNotContain("nodev");
    runWith(List.of("--storage-opt=nonsense=1"), "true").exits(125).complains("nonsense");
  }

  @Test
  void cgroupManagerIsCgroupfsSoFar() {
    runWith(List.of("--cgroup-manager=cgroupfs"), "true").ok();
    runWith(List.of("--cgroup-manager=systemd"), "true").exits(126).complains("systemd");
    runWith(List.of("--cgroup-manager=nonsense"), "true").exits(125).complains("nonsense");
  }

  @Test
  void hooksRun() throws IOException {
    Path folder = Files.createDirectory(kapok.folder().resolve("hooks"));
    Path script = folder.resolve("hook.sh");
    Files.writeString(script, "#!/bin/sh\ncat > " + notes() + "\n");
    Shell.run("chmod", "755", script.toString()).ok();
    Files.writeString(
        folder.resolve("hook.json"),
        "{\"version\":\"1.0.0\",\"hook\":{\"path\":\""
            + script
            + "\"},\"when\":{\"annotations\":{\"^hooked$\":\"^yes$\"}},\"stages\":[\"prestart\"]}");
    Shell.run("chown", "-R", Integer.toString(identity.uid()), folder.toString()).ok();
    List<String> globals = List.of("--hooks-dir=" + folder);
    runWith(globals, "true").ok();
    assertThat(notes()).doesNotExist();
    kapok
        .run(globals.get(0), "run", "--rm", "--network=none", "--annotation=hooked=yes", BB, "true")
        .ok();
    assertThat(Files.readString(notes())).contains("\"ociVersion\"").contains("\"pid\"");
  }

  @Test
  void volumesLieWhereTold() {
    Path volumes = kapok.folder().resolve("vols");
    String option = "--volumepath=" + volumes;
    kapok
        .run(option, "run", "--rm", "--network=none", "-v", "data:/d", BB, "touch", "/d/file")
        .ok();
    assertThat(volumes.resolve("data/_data/file")).exists();
    assertThat(info(List.of(option), "Store.VolumePath")).isEqualTo(volumes.toString());
  }

  @Test
  void otherFoldersAndBackendsAreChecked() {
    runWith(List.of("--network-config-dir=" + kapok.folder().resolve("nets")), "true").ok();
    assertThat(info(List.of("--events-backend=none"), "Host.EventLogger")).isEqualTo("none");
    runWith(List.of("--events-backend=nonsense"), "true").exits(125).complains("nonsense");
  }

  @Test
  void logLevelDebugTellsWhereAFailureHappened() {
    kapok.run("--log-level=debug", "attach", "nosuch").exits(125).complains("\tat dev.kapok");
    assertThat(kapok.run("attach", "nosuch").exits(125).stderr()).doesNotContain("\tat ");
    kapok.run("--log-level=loud", "ps").exits(125).complains("loud");
  }

  @Test
  void nooutPrintsNothingOnStandardOutput() {
    assertThat(kapok.run("--noout", "images").ok().stdout()).isEmpty();
    Result run = runWith(List.of("--noout"), "sh", "-c", "echo out; echo err >&2").ok();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).isEqualTo("err\n");
  }
}
