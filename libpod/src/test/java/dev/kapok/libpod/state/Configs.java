package dev.kapok.libpod.state;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.libpod.model.Ulimit;
import java.util.List;
import java.util.Map;

/** Containers for tests: a plain one, and one with a value in every place. */
public final class Configs {
  private Configs() {}

  /** Returns an id of 64 equal digits. */
  public static String id(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  /** Returns a container with {@code --rootfs} that was never started. */
  public static Container plain(char digit, String name, String runtime, RestartPolicy restart) {
    return new Container(
        new ContainerConfig(
            id(digit),
            name,
            1_000_000_000L + digit,
            runtime,
            Map.of("tier", "web"),
            Map.of(),
            new RootFsConfig(null, null, null, null, "/srv/root", false, true),
            new ProcessConfig(
                List.of(),
                List.of("top"),
                List.of(),
                "/",
                false,
                "",
                List.of(),
                false,
                false,
                "0022"),
            List.of(),
            new NetworkConfig(
                NetworkConfig.Mode.NONE,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true),
            new NamespacesConfig(
                NamespaceMode.PRIVATE,
                NamespaceMode.PRIVATE,
                NamespaceMode.PRIVATE,
                NamespaceMode.HOST),
            new SecurityConfig(false, List.of(), List.of(), false, null, List.of(), List.of()),
            new ResourcesConfig(null, null, null, null, null, null, null, null, null),
            new HostConfig(null, List.of(), List.of(), Map.of(), 65_536, null, null, false),
            new LifecycleConfig(
                false, restart, null, 10, "k8s-file", null, -1, null, null, List.of())),
        ContainerState.NEW);
  }

  /** Returns a plain container of this name. */
  public static Container plain(char digit, String name) {
    return plain(digit, name, "/usr/sbin/runc", RestartPolicy.NO);
  }

  /** Returns a container that has these mounts besides. */
  public static Container mounting(Container container, List<MountConfig> mounts) {
    ContainerConfig config = container.config();
    return with(config, config.process(), mounts, config.network());
  }

  /** Returns a container with this network that was never started. */
  public static Container connected(ContainerConfig config, NetworkConfig network) {
    return with(config, config.process(), config.mounts(), network);
  }

  /** Returns a configuration with another process. */
  public static ContainerConfig running(ContainerConfig config, ProcessConfig process) {
    return with(config, process, config.mounts(), config.network()).config();
  }

  /** Returns a container that is in a pod. */
  public static Container inPod(Container container, String pod) {
    ContainerConfig config = container.config();
    ContainerConfig member =
        new ContainerConfig(
            config.id(),
            config.name(),
            config.created(),
            config.runtime(),
            config.labels(),
            config.annotations(),
            config.rootFs(),
            config.process(),
            config.mounts(),
            config.network(),
            config.namespaces().inPod(pod),
            config.security(),
            config.resources(),
            config.host(),
            config.lifecycle());
    return new Container(member, container.state());
  }

  /** Returns a container that joins the network namespace of another. */
  public static Container joining(ContainerConfig config, String other) {
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.Mode.CONTAINER,
            other,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true);
    return connected(config, network);
  }

  /** Returns a container with this folder as its root. */
  public static Container rooted(Container container, String folder) {
    ContainerConfig config = container.config();
    RootFsConfig root = new RootFsConfig(null, null, null, null, folder, false, true);
    return with(config, root, config.process(), config.mounts(), config.network());
  }

  private static Container with(
      ContainerConfig config,
      ProcessConfig process,
      List<MountConfig> mounts,
      NetworkConfig network) {
    return with(config, config.rootFs(), process, mounts, network);
  }

  private static Container with(
      ContainerConfig config,
      RootFsConfig rootFs,
      ProcessConfig process,
      List<MountConfig> mounts,
      NetworkConfig network) {
    return new Container(
        new ContainerConfig(
            config.id(),
            config.name(),
            config.created(),
            config.runtime(),
            config.labels(),
            config.annotations(),
            rootFs,
            process,
            mounts,
            network,
            config.namespaces(),
            config.security(),
            config.resources(),
            config.host(),
            config.lifecycle()),
        ContainerState.NEW);
  }

  /** Returns a container in which nothing has its default. */
  public static ContainerConfig full() {
    return new ContainerConfig(
        id('f'),
        "full",
        42,
        "/usr/bin/crun",
        Map.of("a", "1"),
        Map.of("b", "2"),
        new RootFsConfig("img", "imageId", "docker.io/library/img:1", "top", null, true, false),
        new ProcessConfig(
            List.of("/entry"),
            List.of("a \"quoted\"\nword", "ünïcödé"),
            List.of("A=1", "B="),
            "/work",
            true,
            "me:us",
            List.of("audio"),
            true,
            true,
            "0077"),
        List.of(
            new MountConfig(MountConfig.Type.BIND, "/a", "/b", List.of("ro")),
            new MountConfig(MountConfig.Type.VOLUME, "data", "/data", List.of()),
            new MountConfig(MountConfig.Type.TMPFS, null, "/tmp", List.of("size=1m"))),
        new NetworkConfig(
            NetworkConfig.Mode.CONTAINER,
            id('a'),
            List.of("mtu=1400"),
            List.of(new PortMapping("127.0.0.1", 8080, 80, 2, "udp")),
            List.of("192.0.2.1"),
            List.of("example.org"),
            List.of("ndots:1"),
            List.of("db:192.0.2.2"),
            false),
        new NamespacesConfig(
            NamespaceMode.HOST,
            new NamespaceMode(NamespaceMode.Kind.CONTAINER, id('b')),
            new NamespaceMode(NamespaceMode.Kind.PATH, "/run/ns"),
            new NamespaceMode(NamespaceMode.Kind.SHAREABLE, null)),
        new SecurityConfig(
            true,
            List.of("CAP_A"),
            List.of("CAP_B"),
            true,
            "unconfined",
            List.of("/m"),
            List.of("ALL")),
        new ResourcesConfig(1L, 2L, 3L, 4L, 5L, 6L, "0-1", "0", -1L),
        new HostConfig(
            "host",
            List.of(new DeviceConfig("/dev/fuse", "/dev/f", "rw")),
            List.of(new Ulimit("nofile", 10, -1)),
            Map.of("net.ipv4.ip_forward", "1"),
            7,
            -500,
            "/parent",
            true),
        new LifecycleConfig(
            true,
            new RestartPolicy(RestartPolicy.Kind.ON_FAILURE, 3),
            9,
            20,
            "none",
            "/log",
            1000,
            "/conmon.pid",
            "/pid",
            List.of("kapok", "run")));
  }
}
