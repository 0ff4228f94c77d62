package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcHostFactsTest {
  private static final long CGROUP2 = 0x63677270;
  private static final long TMPFS = 0x01021994;

  private final Map<String, Long> fileSystems = new HashMap<>();
  private final ProcHostFacts facts =
      new ProcHostFacts(new NioFiles().smallFiles(), new KnownFileSystems(), null);

  @Test
  void tellsCgroupsApart() {
    fileSystems.put("/sys/fs/cgroup", CGROUP2);
    assertThat(facts.cgroups()).isEqualTo(HostFacts.CgroupMode.V2);
  }

  @Test
  void seesTheUnifiedHierarchyBesideTheOthers() {
    fileSystems.put("/sys/fs/cgroup", TMPFS);
    fileSystems.put("/sys/fs/cgroup/unified", CGROUP2);
    assertThat(facts.cgroups()).isEqualTo(HostFacts.CgroupMode.HYBRID);
  }

  @Test
  void takesNoUnifiedHierarchyForTheFirstVersion() {
    fileSystems.put("/sys/fs/cgroup", TMPFS);
    assertThat(facts.cgroups()).isEqualTo(HostFacts.CgroupMode.V1);
  }

  @Test
  void readsWhatThisProcessIs() {
    assertThat(facts.hasUser(0)).isTrue();
    assertThat(facts.hasGroup(0)).isTrue();
    assertThat(facts.boundingCapabilities() & ~((1L << 63) - 1)).isZero();
    assertThat(facts.hardLimit("nofile")).isGreaterThan(0);
    assertThat(facts.machine()).isNotEmpty().isNotEqualTo("amd64");
    assertThat(facts.hostname()).isNotEmpty().doesNotContain("\n");
    assertThat(facts.oomScoreAdj()).isBetween(-1000, 1000);
    assertThat(facts.raisesLimits() && facts.rootless()).isFalse();
  }

  /** Knows what the test put down, and nothing else. */
  private final class KnownFileSystems implements Mounts {
    @Override
    public long fileSystemType(String path) {
      Long type = fileSystems.get(path);
      if (type == null) {
        throw new SyscallException("statfs", Errno.ENOENT, path);
      }
      return type;
    }

    @Override
    public void mount(
        @Nullable String source,
        String target,
        @Nullable String type,
        long flags,
        @Nullable String data) {
      throw new UnsupportedOperationException("mount");
    }

    @Override
    public void mountIn(
        String directory,
        @Nullable String source,
        String target,
        @Nullable String type,
        long flags,
        @Nullable String data) {
      throw new UnsupportedOperationException("mountIn");
    }

    @Override
    public boolean unmount(String target, int flags) {
      throw new UnsupportedOperationException("unmount");
    }

    @Override
    public boolean isMountPoint(String path) {
      throw new UnsupportedOperationException("isMountPoint");
    }

    @Override
    public long freeBytes(String path) {
      throw new UnsupportedOperationException("freeBytes");
    }

    @Override
    public void makeNetworkNamespace(String path) {
      throw new UnsupportedOperationException("makeNetworkNamespace");
    }

    @Override
    public void inNetworkNamespace(String path, Runnable work) {
      throw new UnsupportedOperationException("inNetworkNamespace");
    }

    @Override
    public int openUserNamespace(IdMaps maps) {
      throw new UnsupportedOperationException("openUserNamespace");
    }

    @Override
    public void mountMapped(String source, String target, int userNamespace) {
      throw new UnsupportedOperationException("mountMapped");
    }
  }
}
