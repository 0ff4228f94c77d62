package dev.kapok.cli;

/**
 * Options that podman's commands have and Kapok's do not have yet; blanks stand around each. What a
 * command does have may stand here too: this is asked only about options it does not know.
 */
final class RefusedOptions {
  /** The table of podman 6, and what only 4.3 has. */
  private static final String CONTAINER =
      " --label-file --requires --timeout --rmi --init-path --init-ctr"
          + " --personality --tz --unsetenv --unsetenv-all --env-host --env-merge --preserve-fd"
          + " --preserve-fds --passwd --passwd-entry --group-entry --hostuser --arch --os --variant"
          + " --authfile --creds --tls-verify --retry --retry-delay --cert-dir"
          + " --decryption-key --disable-content-trust --secret --shm-size-systemd"
          + " --chrootdirs --publish-all -P --expose"
          + " --http-proxy --hosts-file --no-hostname --link-local-ip --gpus"
          + " --device-cgroup-rule --seccomp-policy --cgroups"
          + " --cpu-rt-period --cpu-rt-runtime --memory-swappiness --oom-kill-disable"
          + " --blkio-weight --blkio-weight-device --device-read-bps --device-write-bps"
          + " --device-read-iops --device-write-iops --cgroup-conf --rdt-class --health-cmd"
          + " --health-interval --health-retries --health-timeout --health-start-period"
          + " --no-healthcheck --health-on-failure --health-startup-cmd --health-startup-interval"
          + " --health-startup-retries --health-startup-success --health-startup-timeout"
          + " --health-log-destination --health-max-log-count --health-max-log-size --systemd"
          + " --sdnotify ";

  private static final String LIST = " --external --ns --sync --watch -w --namespace --storage ";

  private RefusedOptions() {}

  /** Returns the options of the command that these names lead to: {@code kapok container ls}. */
  static String of(String path) {
    String name = path.substring(path.lastIndexOf(' ') + 1);
    if (path.startsWith("kapok manifest ")) {
      return list(name);
    }
    if (path.startsWith("kapok pod ")) {
      return pod(name);
    }
    if (path.startsWith("kapok network ")) {
      return " ";
    }
    return switch (name) {
      case "run", "create" -> CONTAINER;
      case "ps", "ls", "list" -> path.startsWith("kapok image") ? " --history " : LIST;
      case "images" -> " --history ";
      case "rm" -> path.startsWith("kapok image") ? " --no-prune --ignore -i " : " ";
      case "rmi" -> " --no-prune ";
      case "pull" -> " --decryption-key --disable-content-trust ";
      case "login" -> " --compat-auth-file --secret ";
      case "logout" -> " --compat-auth-file ";
      case "prune" ->
          path.startsWith("kapok image") ? " --build-cache " : " --build --include-pinned ";
      case "reset" -> " --include-pinned ";
      case "save" -> " --signature-policy ";
      case "push" ->
          " --all --add-compression --encrypt-layer --encryption-key --sign-by --sign-by-sigstore"
              + " --sign-by-sigstore-private-key --sign-passphrase-file ";
      case "exec" -> " --preserve-fd --cidfile --no-session ";
      case "stop", "kill", "restart", "start", "wait" -> " --return-on-first --exit-first-match ";
      case "cleanup" -> " --exec --rmi ";
      case "import" -> " --variant ";
      default -> " ";
    };
  }

  private static String pod(String name) {
    return switch (name) {
      case "create" ->
          " --blkio-weight --blkio-weight-device --cpu-shares -c --cpus --cpuset-cpus --cpuset-mems"
              + " --device --device-read-bps --device-write-bps --gpus --label-file --memory -m"
              + " --memory-swap --no-hostname --hosts-file --restart --security-opt"
              + " --shm-size-systemd ";
      case "rm", "restart" -> " --filter ";
      default -> " ";
    };
  }

  private static String list(String name) {
    return switch (name) {
      case "create" -> " --annotation ";
      case "add" ->
          " --artifact --artifact-annotation --artifact-config --artifact-config-type"
              + " --artifact-exclude-titles --artifact-layer-type --artifact-subject"
              + " --artifact-type ";
      case "annotate" -> " --index --subject ";
      case "push" ->
          " --add-compression --sign-by --sign-by-sigstore --sign-by-sigstore-private-key"
              + " --sign-passphrase-file ";
      default -> " ";
    };
  }
}
