package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every option of podman is there or refused by name, never ignored and never unknown. */
class RefusedOptionsTest {
  /** All options of podman's run and create, by theme. */
  private static final String ALL =
      """
      name rm restart replace quiet label annotation cidfile pidfile label-file requires stop-signal
      stop-timeout timeout pod init pod-id-file conmon-pidfile init-path help personality
      interactive tty attach entrypoint env env-file workdir user detach-keys umask tz group-add
      unsetenv unsetenv-all env-host env-merge passwd-entry group-entry hostuser
      pull platform arch os variant authfile creds tls-verify retry retry-delay rootfs image-volume
      cert-dir decryption-key disable-content-trust
      volume mount tmpfs volumes-from read-only read-only-tmpfs secret shm-size shm-size-systemd
      chrootdirs
      publish network network-alias hostname add-host dns publish-all expose ip ip6 mac-address
      dns-search dns-option no-hosts http-proxy hosts-file no-hostname link-local-ip
      userns pid ipc uts cgroupns uidmap gidmap subuidname subgidname
      privileged cap-add cap-drop security-opt device sysctl ulimit gpus device-cgroup-rule
      seccomp-policy
      memory cpus memory-swap memory-reservation cpu-shares cpuset-cpus pids-limit oom-score-adj
      cgroups cgroup-parent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpuset-mems
      memory-swappiness oom-kill-disable blkio-weight blkio-weight-device device-read-bps
      device-write-bps device-read-iops device-write-iops cgroup-conf rdt-class
      health-cmd health-interval health-retries health-timeout health-start-period no-healthcheck
      health-on-failure health-startup-cmd health-startup-interval health-startup-retries
      health-startup-success health-startup-timeout health-log-destination health-max-log-count
      health-max-log-size log-driver log-opt systemd sdnotify
      """;

  private static final String ONLY_RUN = "detach rmi sig-proxy preserve-fd preserve-fds passwd";

  private final List<String> refused = new ArrayList<>();

  private static boolean isKnown(List<Option> options, String name) {
    return options.stream().anyMatch(option -> option.name().equals(name));
  }

  private void check(String command, String words) {
    Option help = Option.flag("help", "");
    List<Option> known = new ArrayList<>(RequestOptions.options());
    known.add(help);
    for (String name : words.strip().split("\\s+", -1)) {
      if (isKnown(known, name)
          || List.of("attach", "detach", "detach-keys", "sig-proxy").contains(name)) {
        continue;
      }
      RecordingConsole console = new RecordingConsole();
      int code =
          new CommandLine(console, new FakeServices(), new Arguments())
              .run(List.of(command, "--" + name + "=x", "image"));
      assertThat(console.err.toString())
          .as(command + " --" + name)
          .isEqualTo("Error: kapok: option --" + name + " is not supported yet\n");
      assertThat(code).isEqualTo(125);
      refused.add(name);
    }
  }

  @Test
  void everyOptionOfRunAndCreateIsThereOrRefused() {
    check("run", ALL + ONLY_RUN);
    check("create", ALL + "init-ctr");
    assertThat(refused)
        .contains("requires", "health-cmd", "gpus")
        .doesNotContain("volume", "memory");
  }

  @Test
  void otherCommandsRefuseTheirsToo() {
    for (String line :
        List.of(
            "ps --sync",
            "pod create --memory=1g",
            "pod stats",
            "ps --watch=2",
            "container ls --external",
            "pull --decryption-key=x",
            "push --all",
            "push --sign-by=x",
            "push --encryption-key=x",
            "save --signature-policy=x",
            "login --secret=x",
            "logout --compat-auth-file=x",
            "image prune --build-cache",
            "system prune --build",
            "system reset --include-pinned",
            "image sign",
            "manifest push --add-compression=zstd",
            "manifest create --annotation=a=b",
            "rmi --no-prune",
            "images --history",
            "run -P")) {
      RecordingConsole console = new RecordingConsole();
      List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
      int code = new CommandLine(console, new FakeServices(), new Arguments()).run(words);
      assertThat(console.err.toString()).as(line).endsWith("is not supported yet\n");
      assertThat(code).isEqualTo(125);
    }
  }
}
