package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ResourcesConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourcesPartTest {
  private static final long MIB = 1 << 20;

  private final SpecFixture container = new SpecFixture();

  private void memory(@Nullable Long limit, @Nullable Long swap, @Nullable Long reservation) {
    container.resources =
        new ResourcesConfig(limit, swap, reservation, null, null, null, null, null, null);
  }

  private void pids(long limit) {
    container.resources =
        new ResourcesConfig(null, null, null, null, null, null, null, null, limit);
  }

  private String written(String what) {
    return String.valueOf(
        SpecFixture.at(container.with(new ResourcesPart()), "linux.resources." + what));
  }

  private void fails(String message) {
    assertThatThrownBy(() -> written("memory"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
  }

  @Test
  void writesNothingForNothing() {
    assertThat(written("memory")).isEqualTo("null");
    assertThat(written("cpu")).isEqualTo("null");
    assertThat(written("pids")).isEqualTo("null");
  }

  @Test
  void allowsAsMuchSwapAsMemory() {
    memory(100 * MIB, null, 50 * MIB);
    assertThat(written("memory"))
        .isEqualTo("{limit=104857600, reservation=52428800, swap=209715200}");
    memory(100 * MIB, -1L, null);
    assertThat(written("memory")).isEqualTo("{limit=104857600, swap=-1}");
    container.host.controllers.remove("swap");
    memory(100 * MIB, null, null);
    assertThat(written("memory")).isEqualTo("{limit=104857600}");
  }

  @Test
  void writesCpuLimits() {
    container.resources =
        new ResourcesConfig(null, null, null, 512L, 100000L, 150000L, "0-1", "0", null);
    assertThat(written("cpu"))
        .isEqualTo("{shares=512, quota=150000, period=100000, cpus=0-1, mems=0}");
  }

  @Test
  void leavesOutTheDefaultOfProcessesWhereItCannotBeHad() {
    pids(2048);
    assertThat(written("pids")).isEqualTo("{limit=2048}");
    container.host.asUser();
    assertThat(written("pids")).isEqualTo("null");
    pids(-1);
    assertThat(written("pids")).isEqualTo("null");
    pids(5);
    fails("limiting the number of processes is not possible");
  }

  @Test
  void namesTheControllerThatIsMissing() {
    memory(MIB, null, null);
    container.host.asUser();
    fails("memory is not delegated to this user");
    container.host.cgroups = HostFacts.CgroupMode.HYBRID;
    fails("memory is of version 1 here, which only root can use");
    container.host.rootless = false;
    fails("the kernel has no cgroup controller memory mounted");
    memory(MIB, 2 * MIB, null);
    container.host.controllers.add("memory");
    fails("the kernel does not count swap");
  }

  @Test
  void refusesLimitsThatContradict() {
    memory(100 * MIB, 50 * MIB, null);
    fails("must not be less than memory limit");
    memory(null, 50 * MIB, null);
    fails("a limit of swap needs a limit of memory");
    memory(10 * MIB, null, 50 * MIB);
    fails("must not be less than memory reservation");
  }
}
