package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.values.NamespaceParser;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.UserNamespaceRequest;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose namespaces the container lives in, but for the network's. */
public final class NamespaceOptions {
  private static final String VARIABLE = "PODMAN_USERNS=";
  private static final String UNIFIED = "/sys/fs/cgroup/cgroup.controllers";

  private NamespaceOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.text("pid", "string", "PID namespace to use"));
    options.add(Option.text("ipc", "string", "IPC namespace to use"));
    options.add(Option.text("uts", "string", "UTS namespace to use"));
    options.add(Option.text("cgroupns", "string", "cgroup namespace to use"));
    addUserTo(options);
  }

  /** Adds what is about the user namespace. */
  static void addUserTo(List<Option> options) {
    options.add(Option.text("userns", "string", "User namespace to use"));
    options.add(
        Option.commaList(
            "uidmap", "strings", "UID map to use for the user namespace (container:from:count)"));
    options.add(
        Option.commaList(
            "gidmap", "strings", "GID map to use for the user namespace (container:from:count)"));
    options.add(
        Option.text(
            "subuidname", "string", "Name of range listed in /etc/subuid for the user namespace"));
    options.add(
        Option.text(
            "subgidname", "string", "Name of range listed in /etc/subgid for the user namespace"));
  }

  /**
   * Returns null where nothing was said of the user namespace.
   *
   * @param byConfig the mode that containers.conf names, empty for none
   */
  static @Nullable UserNamespaceRequest user(
      Arguments arguments, List<String> host, String byConfig) {
    return arguments.given("pod") && PodChoice.isNew(arguments)
        ? null // it is the pod's
        : asked(arguments, host, byConfig);
  }

  /** Returns the same, also for a pod that is to be made. */
  static @Nullable UserNamespaceRequest asked(
      Arguments arguments, List<String> host, String byConfig) {
    UserNamespaceRequest request =
        new UserNamespaceRequest(
            arguments.text("userns", ""),
            arguments.list("uidmap"),
            arguments.list("gidmap"),
            arguments.text("subuidname"),
            arguments.text("subgidname"));
    if (request.hasMaps() || arguments.given("userns")) {
      return request;
    }
    if (arguments.given("pod") || arguments.given("pod-id-file")) {
      return null; // the pod decides
    }
    String mode = byEnvironment(host, byConfig);
    return mode.isEmpty() || arguments.text("network", "").startsWith("container:")
        ? null
        : new UserNamespaceRequest(mode, List.of(), List.of(), null, null);
  }

  private static String byEnvironment(List<String> host, String otherwise) {
    for (int i = 0; i < host.size(); i++) {
      if (host.get(i).startsWith(VARIABLE)) {
        return host.get(i).substring(VARIABLE.length());
      }
    }
    return otherwise;
  }

  static NamespacesConfig build(Arguments arguments) {
    boolean asked = arguments.given("pod") || arguments.given("pod-id-file");
    String pod = asked ? PodChoice.of(arguments) : null;
    String other = pod == null ? "private" : "pod";
    return new NamespacesConfig(
        NamespaceParser.parse("pid", arguments.text("pid", other)),
        NamespaceParser.parse("ipc", arguments.text("ipc", pod == null ? "shareable" : "pod")),
        NamespaceParser.parse("uts", arguments.text("uts", other)),
        cgroup(arguments, pod != null),
        null,
        pod);
  }

  /** As in podman, private only where the host has the unified hierarchy alone. */
  static NamespaceMode cgroup(Arguments arguments, boolean inPod) {
    String given = arguments.text("cgroupns");
    if (given != null) {
      return NamespaceParser.parse("cgroupns", given);
    }
    if (inPod) {
      return NamespaceMode.POD;
    }
    return new File(UNIFIED).exists() ? NamespaceMode.PRIVATE : NamespaceMode.HOST;
  }
}
