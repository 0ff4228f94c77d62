package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.cli.values.NotSupported;
import dev.kapok.cli.values.RestartParser;
import dev.kapok.cli.values.SignalParser;
import dev.kapok.cli.values.SizeParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.RestartPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the container ends and is logged. */
public final class LifecycleOptions {
  private LifecycleOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.flag("rm", "Remove container after exit"));
    options.add(
        Option.text(
            "restart",
            "string",
            "Restart policy to apply when a container exits"
                + " (\"always\"|\"no\"|\"on-failure\"|\"unless-stopped\")"));
    options.add(
        Option.text("stop-signal", "string", "Signal to stop a container. Default is SIGTERM"));
    options.add(
        Option.number(
            "stop-timeout",
            "Timeout (in seconds) that containers stopped by user command have to exit"));
    options.add(Option.text("log-driver", "string", "Logging driver for the container"));
    options.add(Option.commaList("log-opt", "strings", "Logging driver options"));
    options.add(
        Option.text(
            "conmon-pidfile", "string", "Path to the file that will receive the PID of conmon"));
    options.add(Option.text("pidfile", "string", "Write the container process ID to the file"));
  }

  static LifecycleConfig build(
      Arguments arguments, ContainerDefaults defaults, List<String> commandLine) {
    boolean remove = arguments.flag("rm");
    RestartPolicy restart = RestartParser.parse(arguments.text("restart", ""));
    if (remove && restart.kind() != RestartPolicy.Kind.NO) {
      throw new UsageException(
          "the --rm option conflicts with --restart, when the restartPolicy is not \"\" and"
              + " \"no\"");
    }
    Map<String, String> log = KeyValueParser.pairs("log-opt", arguments.list("log-opt"));
    String signal = arguments.text("stop-signal");
    return new LifecycleConfig(
        remove,
        restart,
        signal == null ? null : SignalParser.parse(signal),
        timeout(arguments.number("stop-timeout", defaults.stopTimeout())),
        driver(arguments.text("log-driver", defaults.logDriver())),
        log.get("path"),
        sizeMax(log, defaults),
        absolute(arguments.text("conmon-pidfile")),
        absolute(arguments.text("pidfile")),
        commandLine);
  }

  /** Returns how the container ends that holds the namespaces of a pod. */
  static LifecycleConfig ofInfra(
      @Nullable String conmonPidFile, ContainerDefaults defaults, List<String> commandLine) {
    return new LifecycleConfig(
        false,
        RestartParser.parse(""),
        null,
        timeout(defaults.stopTimeout()),
        driver(defaults.logDriver()),
        null,
        defaults.logSizeMax(),
        absolute(conmonPidFile),
        null,
        commandLine);
  }

  private static int timeout(long seconds) {
    if (seconds < 0 || seconds > Integer.MAX_VALUE) {
      throw new UsageException("invalid value for --stop-timeout: " + seconds);
    }
    return (int) seconds;
  }

  private static String driver(String name) {
    return switch (name) {
      case "k8s-file", "json-file" -> "k8s-file";
      case "none" -> name;
      case "journald", "passthrough", "passthrough-tty" ->
          throw NotSupported.value("--log-driver", name);
      default -> throw new UsageException("invalid log driver \"" + name + "\"");
    };
  }

  private static long sizeMax(Map<String, String> log, ContainerDefaults defaults) {
    for (String key : log.keySet()) {
      switch (key) {
        case "path", "max-size" -> {}
        case "tag", "label", "max-file" -> throw NotSupported.value("--log-opt", key);
        default -> throw new UsageException("invalid log option \"" + key + "\"");
      }
    }
    String size = log.get("max-size");
    if (size == null) {
      return defaults.logSizeMax();
    }
    return size.equals("-1") ? -1 : SizeParser.parse("log-opt", size);
  }

  static @Nullable String absolute(@Nullable String path) {
    return path == null ? null : new java.io.File(path).getAbsolutePath();
  }
}
