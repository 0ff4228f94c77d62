package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectContainerTest extends VerbTest {
  /** What podman 4.3.1 shows, in its order; Init is there where it was asked for. */
  private static final String HOST_CONFIG =
      """
      Binds CgroupManager CgroupMode ContainerIDFile LogConfig NetworkMode PortBindings
      RestartPolicy AutoRemove VolumeDriver VolumesFrom CapAdd CapDrop Dns DnsOptions DnsSearch
      ExtraHosts GroupAdd IpcMode Cgroup Cgroups Links OomScoreAdj PidMode Privileged
      PublishAllPorts ReadonlyRootfs SecurityOpt Tmpfs UTSMode UsernsMode ShmSize Runtime
      ConsoleSize Isolation CpuShares Memory NanoCpus CgroupParent BlkioWeight BlkioWeightDevice
      BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod
      CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems Devices DiskQuota
      KernelMemory MemoryReservation MemorySwap MemorySwappiness OomKillDisable PidsLimit Ulimits
      CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth CgroupConf
      """;

  private String inspect(NetworkConfig.Mode mode, List<PortMapping> ports) {
    ContainerConfig plain = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO).config();
    NetworkConfig none = plain.network();
    NetworkConfig network =
        new NetworkConfig(
            mode,
            null,
            none.options(),
            ports,
            none.dnsServers(),
            none.dnsSearch(),
            none.dnsOptions(),
            none.hosts(),
            none.manageHosts());
    engine.insert(Configs.connected(plain, network));
    return new Queries(engine.parts).inspect("one", false);
  }

  private static @Nullable Object at(String json, String... path) {
    Object value = Json.parse(json);
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  @Test
  void writesNoWhiteSpace() {
    assertThat(inspect(NetworkConfig.Mode.NONE, List.of()))
        .doesNotContain("\n")
        .doesNotContain(": ");
  }

  @Test
  void showsEveryHostPortOfOnePort() {
    String json =
        inspect(
            NetworkConfig.Mode.SLIRP4NETNS,
            List.of(
                new PortMapping("", 8080, 80, 2, "tcp"),
                new PortMapping("127.0.0.1", 9090, 80, 1, "tcp"),
                new PortMapping("", 5353, 80, 1, "udp")));

    assertThat(at(json, "NetworkSettings", "Ports"))
        .hasToString(
            "{80/tcp=[{HostIp=, HostPort=8080}, {HostIp=127.0.0.1, HostPort=9090}],"
                + " 81/tcp=[{HostIp=, HostPort=8081}], 80/udp=[{HostIp=, HostPort=5353}]}");
  }

  @Test
  void showsTheNameThatTheContainerSees() {
    String host = String.valueOf(engine.parts.disk().read("/proc/sys/kernel/hostname")).trim();

    assertThat(at(inspect(NetworkConfig.Mode.HOST, List.of()), "Config", "Hostname"))
        .isEqualTo(host);
  }

  @Test
  void hasTheMembersThatPodmanHas() {
    String json = inspect(NetworkConfig.Mode.NONE, List.of());

    List<Object> names = new ArrayList<>();
    if (at(json, "HostConfig") instanceof Map<?, ?> host) {
      names.addAll(host.keySet());
    }
    assertThat(names).isEqualTo(List.of(HOST_CONFIG.strip().split("\\s+", -1)));
    assertThat(at(json, "HostConfig", "ConsoleSize")).isEqualTo(List.of(0L, 0L));
    assertThat(at(json, "BoundingCaps")).isEqualTo(at(json, "EffectiveCaps"));
    assertThat(Json.parseObject(json).keySet()).contains("EffectiveCaps", "GraphDriver");
    assertThat(at(json, "GraphDriver")).isNull();
  }
}
