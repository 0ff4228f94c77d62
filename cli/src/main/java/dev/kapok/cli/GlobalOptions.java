package dev.kapok.cli;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options that every command knows. */
final class GlobalOptions {
  /** In the order in which help shows them. */
  static final List<Option> ALL =
      List.of(
          Option.text(
              "cgroup-manager", "string", "Cgroup manager to use (\"cgroupfs\"|\"systemd\")"),
          Option.text("conmon", "string", "Path of the conmon binary"),
          Option.text("events-backend", "string", "Events backend to use (\"none\")"),
          Option.flag("help", "Help for this command"),
          Option.list(
              "hooks-dir",
              "strings",
              "Set the OCI hooks directory path (may be set multiple times)"),
          Option.text(
              "log-level",
              "string",
              "Log messages above specified level (trace, debug, info, warn, warning, error,"
                  + " fatal, panic)"),
          Option.text(
              "network-config-dir", "string", "Path of the configuration directory for networks"),
          Option.flag("noout", "do not output to stdout"),
          Option.text(
              "root",
              "string",
              "Path to the root directory in which data, including images, is stored"),
          Option.text(
              "runroot",
              "string",
              "Path to the 'run directory' where all state information is stored"),
          Option.text(
              "runtime", "string", "Path to the OCI-compatible binary used to run containers"),
          Option.list("runtime-flag", "stringArray", "add global flags for the container runtime"),
          Option.text(
              "storage-driver",
              "string",
              "Select which storage driver is used to manage storage of images and containers"),
          Option.list("storage-opt", "stringArray", "Used to pass an option to the storage driver"),
          Option.flag(
              "syslog",
              "Output logging information to syslog as well as the console (default false)"),
          Option.text("tmpdir", "string", "Path to the tmp directory for libpod state content"),
          Option.flag("version", 'v', "version for kapok"),
          Option.text(
              "volumepath",
              "string",
              "Path to the volume directory in which volume data is stored"));

  /** What podman has besides; a letter stands for the option it abbreviates. */
  static final String LATER =
      " --connection -c --url -H --remote -r --identity --ssh --namespace --network-cmd-path"
          + " --module --imagestore --transient-store --cdi-spec-dir --out --trace --cpu-profile"
          + " --memory-profile --default-mounts-file --registries-conf"
          + " --registries-conf-dir --db-backend ";

  private GlobalOptions() {}

  /** Hands the options over to the engine's configuration. */
  static dev.kapok.libpod.config.GlobalOptions forEngine(Arguments globals) {
    Map<String, List<String>> values = new HashMap<>();
    List<String> typed = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      Option option = ALL.get(i);
      boolean flag = option.kind() == Option.Kind.FLAG;
      List<String> given = globals.list(option.name());
      if (given.isEmpty() || (flag && !globals.flag(option.name()))) {
        continue;
      }
      values.put(option.name(), flag ? List.of() : given);
      for (int j = 0; j < given.size(); j++) {
        typed.add("--" + option.name() + (flag ? "" : "=" + given.get(j)));
      }
    }
    return new dev.kapok.libpod.config.GlobalOptions(values, typed);
  }
}
