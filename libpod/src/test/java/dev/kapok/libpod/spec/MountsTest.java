package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The three contributors that mount, together: what counts is who wins and what comes first. */
class MountsTest {
  private final SpecFixture container = new SpecFixture();

  private MountTable mounts() {
    return container
        .built(
            new NamespacesPart(),
            new SystemMountsPart(),
            new EngineMountsPart(),
            new UserMountsPart())
        .mounts();
  }

  private SpecMount at(String target) {
    return Objects.requireNonNull(mounts().at(target), target);
  }

  private List<String> targets() {
    List<String> targets = new ArrayList<>();
    for (SpecMount mount : mounts().all()) {
      targets.add(mount.destination());
    }
    return targets;
  }

  private void add(MountConfig.Type type, String source, String target, String... options) {
    container.mounts.add(new MountConfig(type, source, target, List.of(options)));
  }

  private void bind(String source, String target, String... options) {
    add(MountConfig.Type.BIND, source, target, options);
  }

  @Test
  void mountsTheFileSystemsOfTheKernel() {
    assertThat(targets())
        .containsExactly(
            "/proc", "/dev", "/sys", "/dev/pts", "/dev/mqueue", "/dev/shm", "/sys/fs/cgroup");
    assertThat(at("/sys").options()).contains("ro");
    assertThat(at("/sys/fs/cgroup").options()).contains("ro");
    assertThat(at("/dev/pts").options()).contains("gid=5");
    assertThat(at("/dev/shm").options()).contains("size=65536000", "mode=1777");
  }

  @Test
  void opensThemToPrivilegedContainers() {
    container.privileged = true;
    assertThat(at("/sys").options()).contains("rw");
    assertThat(at("/sys/fs/cgroup").options()).contains("rw");
  }

  @Test
  void leavesOutTheTerminalsGroupWhereItDoesNotExist() {
    container.host.lastId = 0;
    assertThat(at("/dev/pts").options()).noneMatch(option -> option.startsWith("gid="));
  }

  @Test
  void bindsWhatAUserMayNotMount() {
    container.host.asUser();
    assertThat(at("/proc").type()).isEqualTo("proc");
    assertThat(at("/sys").type()).isEqualTo("sysfs");
    container.pid = NamespaceMode.HOST;
    container.network = NetworkConfig.Mode.HOST;
    container.ipc = NamespaceMode.HOST;
    assertThat(at("/proc").type()).isEqualTo("bind");
    assertThat(at("/sys").type()).isEqualTo("bind");
    assertThat(at("/sys").options()).contains("rbind", "ro");
    assertThat(targets()).doesNotContain("/sys/fs/cgroup");
    container.host.rootless = false;
    assertThat(at("/proc").type()).isEqualTo("proc");
    assertThat(at("/sys").type()).isEqualTo("sysfs");
  }

  @Test
  void takesSharedMemoryFromWhereItIsShared() {
    container.files = new EngineFiles(null, null, null, null, "/bundle/shm", null);
    assertThat(at("/dev/shm").source()).isEqualTo("/bundle/shm");
    container.ipc = NamespaceMode.HOST;
    assertThat(at("/dev/shm").source()).isEqualTo("/dev/shm");
  }

  @Test
  void putsTheEnginesFilesInPlace() {
    container.files = new EngineFiles("/b/hosts", "/b/name", null, "/b/env", null, "/init");
    assertThat(at("/etc/hosts").source()).isEqualTo("/b/hosts");
    assertThat(at("/etc/hosts").options()).containsExactly("bind", "rprivate");
    assertThat(at("/run/.containerenv").source()).isEqualTo("/b/env");
    assertThat(targets()).doesNotContain("/etc/resolv.conf", ProcessPart.INIT);
    container.init = true;
    assertThat(at(ProcessPart.INIT).source()).isEqualTo("/init");
  }

  @Test
  void keepsSomePlacesOfAReadOnlyContainerWritable() {
    container.readOnly = true;
    container.files = new EngineFiles("/b/hosts", null, null, null, null, null);
    assertThat(targets()).contains("/run", "/tmp", "/var/tmp");
    assertThat(at("/tmp").options())
        .containsExactly("rw", "rprivate", "nosuid", "nodev", "tmpcopyup");
    assertThat(at("/etc/hosts").options()).contains("ro");
  }

  @Test
  void bindsReadWriteAndPrivateUnlessAskedOtherwise() {
    bind("/src", "/v");
    assertThat(at("/v").options()).containsExactly("rw", "rprivate", "rbind");
    bind("/src", "/w", "ro", "bind", "rslave", "noexec", "z");
    assertThat(at("/w").options()).containsExactly("ro", "bind", "rslave", "noexec");
    add(MountConfig.Type.VOLUME, "/volumes/x/_data", "/x", "suid");
    assertThat(at("/x").options()).containsExactly("suid", "rw", "rprivate", "nodev", "rbind");
  }

  @Test
  void keepsFlagsThatAUserCannotTakeAway() {
    container.host.lockedFlags = List.of("nosuid", "noexec");
    bind("/src", "/v", "ro", "nosuid");
    assertThat(at("/v").options()).containsExactly("ro", "nosuid", "rprivate", "noexec", "rbind");
  }

  @Test
  void fillsATmpfsWithWhatIsThere() {
    add(MountConfig.Type.TMPFS, "", "/t", "size=1m", "ro");
    assertThat(at("/t").options())
        .containsExactly("size=1m", "ro", "rprivate", "nosuid", "nodev", "tmpcopyup");
    add(MountConfig.Type.TMPFS, "", "/t", "notmpcopyup", "dev");
    assertThat(at("/t").options()).containsExactly("dev", "rw", "rprivate", "nosuid");
  }

  @Test
  void letsTheUserWin() {
    container.readOnly = true;
    container.files = new EngineFiles("/b/hosts", null, null, null, null, null);
    bind("/mine", "/etc/hosts");
    bind("/first", "/tmp");
    bind("/second", "//tmp/./");
    assertThat(at("/etc/hosts").source()).isEqualTo("/mine");
    assertThat(at("/tmp").source()).isEqualTo("/second");
    assertThat(targets()).doesNotHaveDuplicates();
  }

  @Test
  void leavesTheHostsDeviceFolderAsItIs() {
    bind("/dev", "/dev");
    assertThat(targets()).contains("/dev").doesNotContain("/dev/pts", "/dev/shm", "/dev/mqueue");
  }

  @Test
  void mountsParentsFirst() {
    bind("/src", "/a/b/c");
    bind("/src", "/a/b");
    bind("/src", "/a");
    bind("/src", "/run");
    assertThat(targets()).containsSubsequence("/a", "/a/b", "/a/b/c");
    assertThat(targets()).containsSubsequence("/dev", "/a", "/run", "/dev/pts");
  }

  @Test
  void derivesTheRootsPropagation() {
    assertThat(mounts().rootPropagation()).isNull();
    bind("/src", "/a", "rslave");
    assertThat(mounts().rootPropagation()).isEqualTo("rslave");
    bind("/src", "/b", "shared");
    assertThat(mounts().rootPropagation()).isEqualTo("shared");
  }

  @Test
  void mountsForRunscOnlyWhatItKnows() {
    container.runtime = "/opt/runsc";
    add(MountConfig.Type.TMPFS, "", "/t");
    assertThat(targets()).doesNotContain("/dev/mqueue");
    assertThat(at("/t").options()).doesNotContain("tmpcopyup");
  }

  @Test
  void refusesImpossiblePlaces() {
    bind("/src", "/a/..");
    assertThatThrownBy(this::mounts).hasMessageContaining("mounting at /a/..");
    container.mounts.clear();
    bind("/src", "relative");
    assertThatThrownBy(this::mounts).hasMessageContaining("must be an absolute path");
    container.mounts.clear();
    bind("src", "/v");
    assertThatThrownBy(this::mounts).hasMessageContaining("the source must be an absolute path");
  }

  @Test
  void keepsToItselfWhatTheEngineDoes() {
    bind("/src", "/v", "ro", "idmap", "subpath=a", "volume-label=a=b", "upperdir=/u", "rro");
    assertThat(at("/v").options()).containsExactlyInAnyOrder("ro", "rro", "rbind", "rprivate");
  }
}
