package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.cli.values.NamespaceParser;
import dev.kapok.cli.values.SharedNamespaces;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.PodRequest;
import dev.kapok.libpod.Pods;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.UserNamespaceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What describes a pod: the options of {@code pod create}, and {@code run --pod new:NAME}. */
public final class PodOptions {
  /** What only an infra container can have. */
  private static final List<String> OF_INFRA =
      List.of(
          "add-host",
          "dns",
          "dns-option",
          "dns-search",
          "gidmap",
          "hostname",
          "infra-command",
          "infra-conmon-pidfile",
          "infra-image",
          "infra-name",
          "ip",
          "ip6",
          "mac-address",
          "network",
          "network-alias",
          "no-hosts",
          "pid",
          "shm-size",
          "subgidname",
          "subuidname",
          "sysctl",
          "uidmap",
          "userns",
          "uts",
          "volume",
          "volumes-from");

  private PodOptions() {}

  /** Returns the options of {@code pod create}. */
  public static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Option.text("name", 'n', "string", "Assign a name to the pod"));
    options.add(Option.list("label", 'l', "stringArray", "Set metadata on pod"));
    options.add(
        Option.text("share", "string", "A comma delimited list of kernel namespaces to share"));
    options.add(
        Option.flag(
            "share-parent",
            "Set the pod's cgroup as the cgroup parent for all containers joining the pod"
                + " (default true)"));
    options.add(
        Option.text(
            "exit-policy", "string", "Behaviour when the last container exits (continue, stop)"));
    options.add(Option.text("pod-id-file", "string", "Write the pod ID to the file"));
    options.add(Option.flag("replace", "If a pod with the same name exists, replace it"));
    options.add(
        Option.flag("infra", "Create an infra container that holds the namespaces (default true)"));
    options.add(Option.text("infra-command", "string", "What the infra container runs"));
    options.add(
        Option.text(
            "infra-conmon-pidfile", "string", "Path to the file that will receive conmon's PID"));
    options.add(
        Option.text("infra-image", "string", "Image to use instead of the built-in pause program"));
    options.add(Option.text("infra-name", "string", "Assign a name to the infra container"));
    options.add(Option.text("cgroup-parent", "string", "Optional parent cgroup for the pod"));
    options.add(Option.text("hostname", 'h', "string", "Set the pod's hostname"));
    options.add(Option.text("shm-size", "<number>[<unit>]", "Size of /dev/shm"));
    options.add(Option.commaList("sysctl", "strings", "Sysctl options"));
    options.add(Option.text("pid", "string", "PID namespace to use"));
    options.add(Option.text("uts", "string", "UTS namespace to use"));
    NamespaceOptions.addUserTo(options);
    NetworkOptions.addTo(options);
    options.add(Option.list("volume", 'v', "stringArray", "Bind mount a volume into the pod"));
    options.add(
        Option.list("volumes-from", "stringArray", "Mount volumes from the specified containers"));
    return options;
  }

  /**
   * Makes the request of {@code pod create}.
   *
   * @param host the caller's environment
   * @param commandLine as it was typed, for {@code inspect}
   */
  public static PodRequest build(
      Arguments arguments,
      List<String> host,
      ContainerDefaults defaults,
      List<String> commandLine) {
    boolean hasInfra = arguments.flag("infra", true);
    List<String> shared = SharedNamespaces.parse(arguments.text("share"), hasInfra);
    if (!hasInfra) {
      refuseInfra(arguments, shared);
    }
    boolean shareParent = arguments.flag("share-parent", true);
    if (shareParent && shared.contains("cgroup")) {
      throw new UsageException(
          "cannot define the pod as the cgroup parent at the same time as joining the infra"
              + " container's cgroupNS: invalid argument");
    }
    return new PodRequest(
        name(arguments),
        KeyValueParser.labels(arguments.list("label")),
        shared,
        presence(arguments.text("cgroup-parent")),
        shareParent,
        stopsWithLast(arguments.text("exit-policy", "continue")),
        hasInfra
            ? infra(
                arguments,
                shared,
                NetworkOptions.own(arguments, defaults),
                NamespaceOptions.user(arguments, host, defaults.userNamespace().mode()),
                defaults,
                commandLine)
            : null,
        LifecycleOptions.absolute(arguments.text("pod-id-file")),
        arguments.flag("replace"),
        commandLine);
  }

  private static void refuseInfra(Arguments arguments, List<String> shared) {
    if (!arguments.list("publish").isEmpty()) {
      throw new UsageException(
          "you must have an infra container to publish port bindings to the host");
    }
    if (arguments.given("share") && !shared.isEmpty()) {
      throw new UsageException(
          "cannot set share("
              + arguments.text("share")
              + ") namespaces without an infra container");
    }
    for (int i = 0; i < OF_INFRA.size(); i++) {
      if (arguments.given(OF_INFRA.get(i))) {
        throw new UsageException("cannot set --" + OF_INFRA.get(i) + " without an infra container");
      }
    }
  }

  private static @Nullable String presence(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String name(Arguments arguments) {
    List<String> words = arguments.words();
    if (words.size() > 1) {
      throw new UsageException("accepts at most 1 arg(s), received " + words.size());
    }
    String name = arguments.text("name");
    if (words.isEmpty()) {
      return presence(name);
    }
    if (name != null) {
      throw new UsageException("cannot give the pod's name as an argument and by --name");
    }
    return words.get(0);
  }

  private static boolean stopsWithLast(String policy) {
    return switch (policy) {
      case "continue" -> false;
      case "stop" -> true;
      default ->
          throw new UsageException("invalid pod exit policy: \"" + policy + "\" (continue, stop)");
    };
  }

  /**
   * Describes the infra container.
   *
   * @param own the pod's options
   * @param network what the pod's network is
   * @param user the pod's user namespace, null for the engine's
   */
  private static ContainerRequest infra(
      Arguments own,
      List<String> shared,
      NetworkConfig network,
      @Nullable UserNamespaceRequest user,
      ContainerDefaults defaults,
      List<String> commandLine) {
    NamespacesConfig namespaces =
        new NamespacesConfig(
            NamespaceParser.parse("pid", own.text("pid", "private")),
            shared.contains("ipc") ? NamespaceMode.SHAREABLE : NamespaceMode.PRIVATE,
            NamespaceParser.parse("uts", own.text("uts", "private")),
            NamespaceOptions.cgroup(own, false));
    return new ContainerRequest(
        own.text("infra-name"),
        Map.of(),
        Map.of(),
        new RootFsConfig(own.text("infra-image"), null, null, null, null, true, false),
        ProcessOptions.ofInfra(own.text("infra-command"), defaults),
        MountOptions.mounts(own, defaults),
        MountOptions.volumes(own),
        network,
        namespaces,
        user,
        SecurityOptions.build(own, defaults),
        ResourceOptions.build(own, defaults),
        HostOptions.build(own, defaults),
        LifecycleOptions.ofInfra(own.text("infra-conmon-pidfile"), defaults, commandLine),
        ContainerRequest.PullPolicy.MISSING,
        null,
        false,
        null,
        false);
  }

  /** What is done with a pod once it is there. */
  public interface Work {
    /** Does it; returns the exit code. */
    int run();
  }

  /**
   * Does something in the pod that {@code --pod} names. One that is asked for as {@code new:NAME}
   * is made, with the ports, networks, host name and user namespace given, and goes again where
   * nothing came into it.
   */
  public static int inPod(Session session, Work work) {
    makePod(session);
    try {
      return work.run();
    } catch (KapokException e) {
      removeUnused(session);
      throw e;
    }
  }

  private static void removeUnused(Session session) {
    String name = PodChoice.of(session.arguments());
    if (name != null && PodChoice.isNew(session.arguments())) {
      Pods pods = session.services().engine().pods();
      if (pods.get(name).containers().size() == 1) {
        pods.remove(name, true, null);
      }
    }
  }

  private static void makePod(Session session) {
    Arguments arguments = session.arguments();
    String name = PodChoice.of(arguments);
    if (name == null || !PodChoice.isNew(arguments)) {
      return;
    }
    if (name.isEmpty()) {
      throw new UsageException("new pod name must be at least one character");
    }
    ContainerDefaults defaults = session.services().config().defaults();
    List<String> shared = SharedNamespaces.DEFAULT;
    NetworkConfig network = NetworkOptions.own(arguments, defaults);
    List<String> host = session.services().environment();
    UserNamespaceRequest user =
        NamespaceOptions.asked(arguments, host, defaults.userNamespace().mode());
    ContainerRequest infra =
        infra(new Arguments(), shared, network, user, defaults, session.commandLine())
            .named(arguments.text("hostname"));
    session
        .services()
        .engine()
        .pods()
        .create(
            new PodRequest(
                name,
                Map.of(),
                shared,
                null,
                true,
                false,
                infra,
                null,
                false,
                session.commandLine()));
  }
}
