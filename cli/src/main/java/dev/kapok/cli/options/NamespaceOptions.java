package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.values.NamespaceParser;
import dev.kapok.cli.values.NotSupported;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import java.io.File;
import java.util.List;

/** Whose namespaces the container lives in, but for the network's. */
public final class NamespaceOptions {
  private static final String UNIFIED = "/sys/fs/cgroup/cgroup.controllers";

  private NamespaceOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.text("pid", "string", "PID namespace to use"));
    options.add(Option.text("ipc", "string", "IPC namespace to use"));
    options.add(Option.text("uts", "string", "UTS namespace to use"));
    options.add(Option.text("cgroupns", "string", "cgroup namespace to use"));
    options.add(Option.text("userns", "string", "User namespace to use (host)"));
  }

  static NamespacesConfig build(Arguments arguments) {
    String userns = arguments.text("userns", "");
    if (!userns.isEmpty() && !userns.equals("host")) {
      throw NotSupported.value("--userns", userns);
    }
    return new NamespacesConfig(
        NamespaceParser.parse("pid", arguments.text("pid", "private")),
        NamespaceParser.parse("ipc", arguments.text("ipc", "shareable")),
        NamespaceParser.parse("uts", arguments.text("uts", "private")),
        cgroup(arguments));
  }

  /** As in podman, private only where the host has the unified hierarchy alone. */
  private static NamespaceMode cgroup(Arguments arguments) {
    String given = arguments.text("cgroupns");
    if (given != null) {
      return NamespaceParser.parse("cgroupns", given);
    }
    return new File(UNIFIED).exists() ? NamespaceMode.PRIVATE : NamespaceMode.HOST;
  }
}
