package dev.kapok.libpod.spec;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container that runs "sleep 1" with all defaults; a test changes the fields it is about. */
final class SpecFixture {
  static final String ID = "0123456789abcdef".repeat(4);

  final FakeHost host = new FakeHost();
  String runtime = "/usr/bin/runc";
  List<String> entrypoint = List.of();
  List<String> command = List.of("sleep", "1");
  final List<String> env = new ArrayList<>();
  @Nullable String workdir = "/";
  boolean terminal;
  String umask = "0022";
  ProcessUser user = ProcessUser.ROOT;
  final List<MountConfig> mounts = new ArrayList<>();
  final Map<String, String> annotations = new LinkedHashMap<>();
  NetworkConfig.Mode network = NetworkConfig.Mode.NONE;
  NamespaceMode pid = NamespaceMode.PRIVATE;
  NamespaceMode ipc = NamespaceMode.PRIVATE;
  NamespaceMode uts = NamespaceMode.PRIVATE;
  NamespaceMode cgroup = NamespaceMode.PRIVATE;
  JoinedNamespaces joined = JoinedNamespaces.NONE;
  boolean readOnly;
  boolean privileged;
  List<String> capAdd = List.of();
  List<String> capDrop = List.of();
  boolean noNewPrivileges;
  @Nullable String seccomp = "unconfined";
  @Nullable String defaultSeccomp;
  List<String> mask = List.of();
  List<String> unmask = List.of();
  ResourcesConfig resources =
      new ResourcesConfig(null, null, null, null, null, null, null, null, null);
  @Nullable String hostname;
  final List<DeviceConfig> devices = new ArrayList<>();
  List<Ulimit> ulimits = List.of();
  final Map<String, String> sysctls = new LinkedHashMap<>();
  @Nullable Integer oomScoreAdj;
  @Nullable String cgroupParent;
  boolean init;
  EngineFiles files = new EngineFiles(null, null, null, null, null, null);
  String cgroupManager = "cgroupfs";
  List<String> hooksDirs = List.of();
  List<Ulimit> defaultUlimits = List.of();

  SpecContext context() {
    return new SpecContext(
        config(),
        "/rootfs",
        "/bundle",
        user,
        mounts,
        files,
        joined,
        host,
        cgroupManager,
        hooksDirs,
        defaults());
  }

  /** Lets one contributor work alone and returns the document, parsed. */
  Map<?, ?> with(SpecContributor... contributors) {
    return parse(built(contributors));
  }

  /** Lets some contributors work and returns the builder. */
  SpecBuilder built(SpecContributor... contributors) {
    SpecBuilder spec = new SpecBuilder();
    for (SpecContributor contributor : contributors) {
      contributor.contribute(context(), spec);
    }
    return spec;
  }

  private static Map<?, ?> parse(SpecBuilder spec) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(spec.json()));
  }

  /** Returns what lies in a document at a path with dots; null where nothing does. */
  static @Nullable Object at(Map<?, ?> document, String path) {
    Object value = document;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private ContainerConfig config() {
    return new ContainerConfig(
        ID,
        "fixture",
        0,
        runtime,
        Map.of(),
        annotations,
        new RootFsConfig("image", null, null, null, null, readOnly, true),
        new ProcessConfig(
            entrypoint, command, env, workdir, false, null, List.of(), terminal, false, umask),
        mounts,
        new NetworkConfig(
            network, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true),
        new NamespacesConfig(pid, ipc, uts, cgroup),
        new SecurityConfig(privileged, capAdd, capDrop, noNewPrivileges, seccomp, mask, unmask),
        resources,
        new HostConfig(
            hostname, devices, ulimits, sysctls, 65536000, oomScoreAdj, cgroupParent, init),
        new LifecycleConfig(
            false, RestartPolicy.NO, 15, 10, "k8s-file", null, -1, null, null, List.of()));
  }

  private ContainerDefaults defaults() {
    return new ContainerDefaults(
        List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_NET_BIND_SERVICE",
            "CAP_SETFCAP",
            "CAP_SETGID",
            "CAP_SETPCAP",
            "CAP_SETUID",
            "CAP_SYS_CHROOT"),
        List.of(),
        List.of(),
        List.of(),
        Map.of("net.ipv4.ping_group_range", "0 0"),
        defaultUlimits,
        List.of(),
        List.of(),
        List.of(),
        "default",
        defaultSeccomp,
        "k8s-file",
        -1,
        2048,
        65536000,
        10,
        "0022",
        "ctrl-p,ctrl-q",
        "/usr/libexec/kapok/init",
        false,
        true,
        List.of(),
        UserNamespaceDefaults.BUILT_IN);
  }
}
