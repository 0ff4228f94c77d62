package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.cli.args.Arguments;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NetworkConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final RecordingConsole console = new RecordingConsole();
  private final FakeServices services = new FakeServices();

  private int run(String... words) {
    return new CommandLine(console, services, new Arguments()).run(List.of(words));
  }

  private ContainerRequest request(String... words) {
    assertThat(run(words)).as(console.err.toString()).isZero();
    return services.lifecycle.requests.getLast();
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("version", "--format", "{{.Client.Version}} {{.Version}}")).isEqualTo(125);
    assertThat(run("version", "--format", "{{.Client.Version}}")).isZero();
    assertThat(console.out.toString()).isEqualTo("0.1.0\n");
    assertThat(run("--version")).isZero();
    assertThat(run("version", "x")).isEqualTo(125);
    assertThat(console.err.toString()).contains("Error: `kapok version` takes no arguments\n");
  }

  @Test
  void suggestsCommands() {
    assertThat(run("strat")).isEqualTo(125);
    assertThat(console.err.toString())
        .startsWith("Error: unrecognized command `kapok strat`")
        .contains("Did you mean this?\n\tstart\n");
  }

  @Test
  void pointsToTheHelpAfterABadOption() {
    assertThat(run("stop", "--nonsense", "a")).isEqualTo(125);
    assertThat(run("container", "stop", "-t", "x", "a")).isEqualTo(125);
    assertThat(console.err.toString())
        .startsWith("Error: unknown flag: --nonsense\nSee 'kapok stop --help'\n")
        .endsWith("See 'kapok container stop --help'\n");
  }

  @Test
  void refusesEveryCommandThatPodmanHas() {
    for (String name : RefusedCommands.TOP.strip().split(" ", -1)) {
      console.err.setLength(0);
      assertThat(run(name)).isEqualTo(125);
      assertThat(console.err.toString())
          .isEqualTo("Error: kapok: command " + name + " is not supported yet\n");
    }
    assertThat(run("container", "clone", "x")).isEqualTo(125);
    assertThat(console.err.toString()).contains("command container clone is not supported yet");
  }

  @Test
  void goesOnAfterAFailureAndReportsEach() {
    assertThat(run("stop", "-t", "3", "a", "nosuch", "b")).isEqualTo(125);
    assertThat(services.lifecycle.calls).containsExactly("stop 3 a", "stop 3 b");
    assertThat(console.out.toString()).isEqualTo("a\nb\n");
    assertThat(console.err.toString()).isEqualTo("Error: no container \"nosuch\"\n");
    assertThat(run("stop", "--ignore", "nosuch")).isZero();
    assertThat(run("stop")).isEqualTo(125);
  }

  @Test
  void removalHasItsOwnExitCodes() {
    assertThat(run("rm", "nosuch", "a")).isEqualTo(1);
    assertThat(run("rm", "busy")).isEqualTo(2);
    assertThat(run("rm", "-f", "busy", "nosuch")).isZero();
    assertThat(run("container", "rm", "a")).isZero();
  }

  @Test
  void failuresOfFilesAreToldAsTheyAre() {
    assertThat(run("run", "unwritable")).isEqualTo(125);
    assertThat(console.err.toString()).isEqualTo("Error: write /x: no space left\n");
  }

  @Test
  void streamsAndKeysThatAreNoneAreRefusedBeforeAContainerIsMade() {
    for (String command : List.of("create", "run", "run -d")) {
      for (String option :
          List.of("--attach=bogus", "--detach-keys=ctrl-", "--detach-keys=bogus")) {
        String[] words = (command + " " + option + " img").split(" ", -1);
        assertThat(run(words)).as(command + " " + option).isEqualTo(125);
      }
    }
    assertThat(services.lifecycle.requests).isEmpty();
  }

  @Test
  void pullsQuietlyWhereThatIsAsked() {
    assertThat(request("run", "-q", "img").quiet()).isTrue();
    assertThat(request("create", "--quiet", "img").quiet()).isTrue();
    assertThat(request("create", "img").quiet()).isFalse();
  }

  @Test
  void emptyWorkingDirectoryIsTheImages() {
    assertThat(request("run", "-w", "", "img").process().workdirAsked()).isFalse();
    assertThat(request("run", "-w", "/x", "img").process().workdirAsked()).isTrue();
  }

  @Test
  void imageWithoutANameIsRefused() {
    assertThat(run("run", "")).isEqualTo(125);
    assertThat(console.err.toString()).contains("the name of the image is empty");
  }

  @Test
  void passesTheExitCodeOn() {
    services.lifecycle.exitCode = 42;
    assertThat(run("run", "img", "sh", "-c", "exit 42")).isEqualTo(42);
    services.lifecycle.exitCode = dev.kapok.libpod.ContainerIo.DETACHED;
    assertThat(run("run", "img")).isZero();
    services.lifecycle.exitCode = dev.kapok.libpod.ContainerIo.OUTPUT_BROKEN;
    assertThat(run("run", "img")).isEqualTo(141);
    assertThat(run("run", "missing")).isEqualTo(127);
    assertThat(run("run", "-d", "img")).isZero();
    assertThat(console.out.toString()).isEqualTo("id\n");
  }

  @Test
  void makesARequestOfOptions() {
    ContainerRequest request =
        request(
            "create",
            "--name=web",
            "-l",
            "a=b",
            "-e",
            "X=1",
            "-e",
            "CALLER",
            "-v",
            "data:/d:ro",
            "-m",
            "64m",
            "--cpus",
            "1.5",
            "--net",
            "none",
            "--cap-add=net_raw,chown",
            "--entrypoint",
            "[\"/bin/x\",\"y\"]",
            "img",
            "cmd",
            "--not-an-option");
    assertThat(request.name()).isEqualTo("web");
    assertThat(request.labels()).containsEntry("a", "b");
    assertThat(request.process().env()).containsExactly("X=1", "CALLER=mine");
    assertThat(request.process().entrypoint()).containsExactly("/bin/x", "y");
    assertThat(request.process().command()).containsExactly("cmd", "--not-an-option");
    assertThat(request.mounts())
        .containsExactly(new MountConfig(MountConfig.Type.VOLUME, "data", "/d", List.of("ro")));
    assertThat(request.resources().memory()).isEqualTo(64L << 20);
    assertThat(request.resources().cpuQuota()).isEqualTo(150_000);
    assertThat(request.resources().pidsLimit()).isEqualTo(2048);
    assertThat(request.network().mode()).isEqualTo(NetworkConfig.Mode.NONE);
    assertThat(request.security().capAdd()).containsExactly("CAP_NET_RAW", "CAP_CHOWN");
    assertThat(request.lifecycle().createCommand()).startsWith("kapok", "create", "--name=web");
  }

  @Test
  void readsTheImagesEntrypointAndCommandAsUnset() {
    ContainerRequest request = request("create", "img");
    assertThat(request.process().entrypoint()).isNull();
    assertThat(request.process().command()).isNull();
    assertThat(request("create", "--entrypoint=", "img").process().entrypoint()).isEmpty();
    assertThat(request("create", "--rootfs", "/fs", "sh").rootFs().path()).isEqualTo("/fs");
  }

  @Test
  void refusesOptionsThatContradictEachOther() {
    for (String[] words :
        new String[][] {
          {"run", "--rm", "--restart=always", "img"},
          {"run", "-d", "-a", "stdout", "img"},
          {"run", "--replace", "img"},
          {"run", "--cpus=1", "--cpu-quota=5", "img"},
          {"run", "--memory-swap=1g", "img"},
          {"run", "-v", "a:/x", "--tmpfs", "/x", "img"},
          {"run", "--no-hosts", "--add-host=a:1.2.3.4", "img"},
          {"run", "-w", "relative", "img"},
          {"run", "--umask=99", "img"},
          {"run", "--pull=sometimes", "img"},
          {"run", "-a", "nothing", "img"},
          {"run", "--env-file=/no/such/file", "img"},
          {"run", "--log-driver=odd", "img"},
          {"run", ""},
          {"run"},
        }) {
      assertThat(run(words)).as(String.join(" ", words)).isEqualTo(125);
    }
    assertThat(services.lifecycle.requests).isEmpty();
  }

  @Test
  void globalOptionsStandBeforeTheCommandOrBehindIt() {
    Arguments globals = new Arguments();
    new CommandLine(console, services, globals)
        .run(List.of("--root", "/a", "rename", "--log-level=debug", "x", "y"));
    assertThat(globals.text("root")).isEqualTo("/a");
    assertThat(globals.text("log-level")).isEqualTo("debug");
    assertThat(services.lifecycle.calls).containsExactly("rename y x");
    assertThat(run("--remote", "ps")).isEqualTo(125);
    assertThat(run("--url=x", "ps")).isEqualTo(125);
    assertThat(console.err.toString())
        .contains("option --remote is not supported yet")
        .contains("option --url is not supported yet");
  }

  @Test
  void everyCommandHasHelp() {
    for (String name : CommandTable.TOP) {
      console.out.setLength(0);
      assertThat(run(name, "--help")).isZero();
      assertThat(console.out.toString()).contains("Usage:\n  kapok " + name);
    }
    for (String noun : CommandTable.NOUNS) {
      for (String name : CommandTable.of(noun)) {
        assertThat(run(noun, name, "--help")).isZero();
      }
    }
    assertThat(run("--help")).isZero();
    assertThat(run("help", "container", "ls")).isZero();
    assertThat(run()).isEqualTo(125);
    assertThat(run("container")).isEqualTo(125);
    assertThat(run("help", "nonsense")).isEqualTo(125);
  }

  @Test
  void everyShellHasItsCompletion() {
    assertThat(run("__completion", "bash")).isZero();
    assertThat(console.out.toString()).contains("--security-opt").contains("unshare");
    assertThat(run("__completion", "fish")).isZero();
    assertThat(run("__completion", "zsh")).isZero();
    assertThat(run("__completion", "dos")).isEqualTo(125);
  }
}
