package dev.kapok.libpod.verb;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.StoredImage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.connect.HostPorts;
import dev.kapok.libpod.connect.RequestedNetworks;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.SignalNames;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.model.UserNamespaceRequest;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.userns.AutoIds;
import dev.kapok.libpod.userns.ResolveUserNamespace;
import dev.kapok.network.NetworkException;
import dev.kapok.network.UserNetworkKind;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Completes a request by what the image says and by what the host decides. */
final class RequestCompleter {
  private static final int ID_LENGTH = 64;

  private final EngineParts parts;
  private final ContainerRequest request;
  private final @Nullable StoredImage image;
  private final @Nullable ImageConfig defaults;
  private final List<MountConfig> mounts;
  private final NetworkConfig network;
  private final @Nullable UserNamespace userNamespace;
  private @Nullable AutoIds autoIds;
  private final String runtime;

  /**
   * Completes all but what differs between two attempts.
   *
   * @throws KapokException where the request makes no sense with this image or on this host
   */
  RequestCompleter(EngineParts parts, ContainerRequest request, @Nullable StoredImage image) {
    this.parts = parts;
    this.request = request;
    this.image = image;
    this.defaults = image == null ? null : ImageConfig.parse(image.config());
    this.mounts = new MountCompleter(parts, request, defaults).complete();
    this.network = network();
    this.userNamespace = userNamespace();
    this.runtime = parts.runtimes().choose();
    requireInit();
  }

  private void requireInit() {
    String program = parts.config().defaults().initPath();
    if (request.host().init() && !new File(program).exists()) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "--init runs "
              + program
              + ", which is missing: install the package catatonit, or set init_path in"
              + " containers.conf");
    }
  }

  /** Returns the whole configuration. */
  ContainerConfig complete(String id, String name) {
    return new ContainerConfig(
        id,
        name,
        parts.clock().now(),
        runtime,
        labels(),
        request.annotations(),
        rootFs(),
        process(),
        mounts,
        network,
        namespaces(),
        request.security(),
        request.resources(),
        request.host(),
        lifecycle());
  }

  private Map<String, String> labels() {
    ImageConfig config = defaults;
    if (config == null || config.labels().isEmpty()) {
      return request.labels();
    }
    Map<String, String> labels = new LinkedHashMap<>(config.labels());
    labels.putAll(request.labels());
    return labels;
  }

  private RootFsConfig rootFs() {
    RootFsConfig rootFs = request.rootFs();
    StoredImage found = image;
    if (found == null) {
      return rootFs;
    }
    String asked = rootFs.image();
    String name = found.names().isEmpty() ? asked : nameOf(found, asked);
    return new RootFsConfig(
        asked, found.id(), name, found.topLayer(), null, rootFs.readOnly(), rootFs.readOnlyTmpfs());
  }

  /** Returns the image's name that ends like what was asked for, else its first. */
  private static String nameOf(StoredImage found, @Nullable String asked) {
    for (int i = 0; i < found.names().size(); i++) {
      String name = found.names().get(i);
      if (asked != null && (name.equals(asked) || name.endsWith("/" + withTag(asked)))) {
        return name;
      }
    }
    return found.names().get(0);
  }

  private static String withTag(String name) {
    return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
  }

  private ProcessConfig process() {
    ProcessConfig asked = request.process();
    ImageConfig config = defaults;
    List<String> entrypoint = asked.entrypoint();
    List<String> command = asked.command();
    if (command == null) {
      // An entrypoint of the user's own makes the image's command meaningless.
      command = config == null || entrypoint != null ? List.of() : config.cmd();
    }
    if (entrypoint == null) {
      entrypoint = config == null ? List.of() : config.entrypoint();
    }
    if (entrypoint.isEmpty() && command.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "no command or entrypoint provided, and no CMD or ENTRYPOINT from image");
    }
    return new ProcessConfig(
        entrypoint,
        command,
        environment(config),
        firstOf(asked.workdir(), config == null ? "" : config.workingDir(), "/"),
        asked.workdirAsked(),
        firstOf(
            asked.user(),
            config == null ? "" : config.user(),
            userNamespace == null ? "" : userNamespace.user()),
        asked.groups(),
        asked.terminal(),
        asked.stdinOpen(),
        asked.umask());
  }

  private static String firstOf(@Nullable String asked, String images, String last) {
    return asked != null && !asked.isEmpty() ? asked : images.isEmpty() ? last : images;
  }

  /** Defaults, then the image's, then the user's; a later value of a name takes its place. */
  private List<String> environment(@Nullable ImageConfig config) {
    Map<String, String> byName = new LinkedHashMap<>();
    put(byName, parts.config().defaults().env());
    if (config != null) {
      put(byName, config.env());
    }
    put(byName, request.process().env());
    return new ArrayList<>(byName.values());
  }

  private static void put(Map<String, String> byName, List<String> entries) {
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      int equals = entry.indexOf('=');
      byName.put(equals < 0 ? entry : entry.substring(0, equals), entry);
    }
  }

  /**
   * Tells whether a volume's name was made up; a name of the user's own is hardly 64 hex digits.
   */
  static boolean isAnonymous(MountConfig mount) {
    String name = mount.source();
    return name != null && isMadeUp(name);
  }

  /** Tells whether this is the name of a volume that the engine made up. */
  static boolean isMadeUp(String name) {
    if (name.length() != ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private NetworkConfig network() {
    NetworkConfig asked = request.network();
    NetworkConfig.Mode mode = asked.mode();
    String target = asked.target();
    if (mode == NetworkConfig.Mode.DEFAULT) {
      mode = defaultMode();
    } else if (mode == NetworkConfig.Mode.CONTAINER && target != null) {
      target = idOf(target);
    }
    List<NetworkAttachment> networks = asked.networks();
    if (mode == NetworkConfig.Mode.BRIDGE) {
      networks = new RequestedNetworks(parts).complete(networks);
    } else if (!networks.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "--ip, --ip6, --mac-address and --network-alias belong to defined networks: name one by"
              + " --network NAME");
    }
    return new NetworkConfig(
        mode,
        target,
        asked.options(),
        ports(asked.ports()),
        asked.dnsServers(),
        asked.dnsSearch(),
        asked.dnsOptions(),
        asked.hosts(),
        asked.manageHosts(),
        networks);
  }

  /** Bridges are root's; a user's network is made by a helper of the user's own. */
  private NetworkConfig.Mode defaultMode() {
    if (!parts.config().storage().rootless()) {
      return NetworkConfig.Mode.BRIDGE;
    }
    return parts.networks().defaultKind() == UserNetworkKind.PASTA
        ? NetworkConfig.Mode.PASTA
        : NetworkConfig.Mode.SLIRP4NETNS;
  }

  private List<PortMapping> ports(List<PortMapping> asked) {
    if (asked.isEmpty()) {
      return asked;
    }
    try {
      return new HostPorts(parts).complete(asked);
    } catch (NetworkException e) {
      throw new KapokException(KapokException.Kind.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private NamespacesConfig namespaces() {
    NamespacesConfig asked = request.namespaces();
    return new NamespacesConfig(
        resolved(asked.pid()),
        resolved(asked.ipc()),
        resolved(asked.uts()),
        resolved(asked.cgroup()),
        userNamespace,
        asked.pod());
  }

  private @Nullable UserNamespace userNamespace() {
    UserNamespaceRequest asked = request.userNamespace();
    if (asked == null && network.mode() != NetworkConfig.Mode.CONTAINER) {
      return null;
    }
    ImageConfig config = defaults;
    String user = firstOf(request.process().user(), config == null ? "" : config.user(), "");
    ResolveUserNamespace resolver =
        new ResolveUserNamespace(parts, image == null ? null : image.topLayer(), user);
    UserNamespace resolved = resolver.resolve(asked, network);
    autoIds = resolver.auto();
    return resolved;
  }

  /** Returns who chooses the ids of the container's user namespace; null where they are known. */
  @Nullable AutoIds autoIds() {
    return autoIds;
  }

  private NamespaceMode resolved(NamespaceMode mode) {
    if (mode.kind() == NamespaceMode.Kind.POD) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "a namespace of the pod was asked for, but the container is in none: use --pod");
    }
    String target = mode.target();
    return mode.kind() == NamespaceMode.Kind.CONTAINER && target != null
        ? new NamespaceMode(mode.kind(), idOf(target))
        : mode;
  }

  private String idOf(String nameOrId) {
    return parts.containers().find(nameOrId).config().id();
  }

  private LifecycleConfig lifecycle() {
    LifecycleConfig asked = request.lifecycle();
    if (asked.stopSignal() != null || defaults == null) {
      return asked;
    }
    String images = defaults.stopSignal();
    int signal = images == null ? 0 : SignalNames.parse(images);
    return new LifecycleConfig(
        asked.autoRemove(),
        asked.restart(),
        signal == 0 ? null : Integer.valueOf(signal),
        asked.stopTimeout(),
        asked.logDriver(),
        asked.logPath(),
        asked.logSizeMax(),
        asked.conmonPidFile(),
        asked.pidFile(),
        asked.createCommand());
  }
}
