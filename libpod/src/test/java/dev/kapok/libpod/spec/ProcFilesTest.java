package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFilesTest {
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max processes             96365                96366                processes
      Max open files            20000                30000                files
      Max nice priority         0                    0
      """;

  private static final String MOUNTS =
      """
      22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      23 22 0:20 / /run rw,nosuid,nodev shared:7 - tmpfs tmpfs rw,noexec
      24 23 0:21 / /run/with\\040blank rw,noexec - tmpfs tmpfs rw
      25 22 0:22 / /twice rw,nosuid - tmpfs tmpfs rw
      26 25 0:23 / /twice rw - tmpfs tmpfs rw
      """;

  @Test
  void readsHardLimits() {
    assertThat(LimitsFile.hard(LIMITS, "nproc")).isEqualTo(96366);
    assertThat(LimitsFile.hard(LIMITS, "nofile")).isEqualTo(30000);
    assertThat(LimitsFile.hard(LIMITS, "nice")).isZero();
    assertThat(LimitsFile.hard(LIMITS, "cpu")).isEqualTo(HostFacts.UNLIMITED);
    assertThat(LimitsFile.hard(LIMITS, "stack")).isEqualTo(HostFacts.UNLIMITED);
  }

  @Test
  void findsTheMountThatHoldsAPath() {
    assertThat(MountInfo.flags(MOUNTS, "/etc")).isEmpty();
    assertThat(MountInfo.flags(MOUNTS, "/run")).containsExactly("nosuid", "nodev");
    assertThat(MountInfo.flags(MOUNTS, "/run/x/y")).containsExactly("nosuid", "nodev");
    assertThat(MountInfo.flags(MOUNTS, "/runner")).isEmpty();
    assertThat(MountInfo.flags(MOUNTS, "/run/with blank/x")).containsExactly("noexec");
    assertThat(MountInfo.flags(MOUNTS, "/twice/x")).isEmpty();
  }

  @Test
  void comparesKernels() {
    assertThat(KernelVersion.isAtLeast("6.1.0-18-amd64", "4.8")).isTrue();
    assertThat(KernelVersion.isAtLeast("4.8", "4.8")).isTrue();
    assertThat(KernelVersion.isAtLeast("4.19.3", "4.20")).isFalse();
    assertThat(KernelVersion.isAtLeast("5", "5.1")).isFalse();
    assertThat(KernelVersion.isAtLeast("", "3.0")).isFalse();
  }

  @Test
  void cleansPaths() {
    assertThat(CleanPath.of("/a//b/./c/../d/")).isEqualTo("/a/b/d");
    assertThat(CleanPath.of("/../..")).isEqualTo("/");
    assertThat(CleanPath.of("a")).isEqualTo("/a");
    assertThat(CleanPath.of("")).isEqualTo("/");
    assertThat(CleanPath.depth("/")).isZero();
    assertThat(CleanPath.depth("/a/b")).isEqualTo(2);
  }
}
