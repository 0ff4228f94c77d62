package dev.kapok.sys.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.Mounts} promises; skipped where this process may not mount. */
public abstract class MountsSuite extends KernelSuite {
  private static final long TMPFS_MAGIC = 0x01021994;
  private static final long PROC_SUPER_MAGIC = 0x9fa0;

  private String target = "";
  private boolean mounted;

  @BeforeEach
  void mountPrivately() throws IOException {
    target = Files.createDirectory(folder.resolve("mnt")).toString();
    try {
      kernel.mounts().mount("tmpfs", target, "tmpfs", Mounts.MS_NOSUID, "size=1m,mode=0700");
    } catch (SyscallException e) {
      Assumptions.abort("mounting is not allowed here (CAP_SYS_ADMIN): " + e.getMessage());
    }
    mounted = true;
  }

  @AfterEach
  void unmountAll() {
    while (mounted && kernel.mounts().unmount(target, Mounts.MNT_DETACH)) {
      // until nothing is stacked there
    }
  }

  @Test
  void mountsAndUnmounts() {
    assertThat(kernel.mounts().isMountPoint(target)).isTrue();
    assertThat(kernel.mounts().fileSystemType(target)).isEqualTo(TMPFS_MAGIC);
    assertThat(kernel.mounts().freeBytes(target)).isBetween(1L, 1L << 20);
    assertThat(kernel.mounts().unmount(target, 0)).isTrue();
    assertThat(kernel.mounts().isMountPoint(target)).isFalse();
    assertThat(kernel.mounts().unmount(target, 0)).as("again").isFalse();
  }

  @Test
  void seesBindMountsOfFilesAndFolders() throws IOException {
    put("mnt/file", "");
    put("source", "bound");
    kernel.mounts().mount(path("source"), path("mnt/file"), null, Mounts.MS_BIND, null);
    assertThat(kernel.mounts().isMountPoint(path("mnt/file"))).isTrue();
    assertThat(get("mnt/file")).isEqualTo("bound");
    assertThat(kernel.mounts().isMountPoint(path("source"))).isFalse();
    assertThat(kernel.mounts().unmount(path("mnt/file"), Mounts.UMOUNT_NOFOLLOW)).isTrue();
  }

  @Test
  void resolvesOptionsInADirectory() throws IOException {
    for (String name : new String[] {"lower", "upper", "work", "merged"}) {
      Files.createDirectory(Path.of(target, name));
    }
    Files.writeString(Path.of(target, "lower/file"), "from below");
    String before = Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString();
    String merged = target + "/merged";
    kernel
        .mounts()
        .mountIn(
            target, "overlay", merged, "overlay", 0, "lowerdir=lower,upperdir=upper,workdir=work");
    assertThat(Files.readString(Path.of(merged, "file"))).isEqualTo("from below");
    assertThat(Files.readSymbolicLink(Path.of("/proc/self/cwd"))).hasToString(before);
    assertThat(kernel.mounts().unmount(merged, 0)).isTrue();
    fails(
        Errno.ENOENT,
        () -> kernel.mounts().mountIn(path("none"), "tmpfs", merged, "tmpfs", 0, null));
  }

  @Test
  void toleratesWhatIsNotThere() {
    assertThat(kernel.mounts().isMountPoint(path("none"))).isFalse();
    assertThat(kernel.mounts().unmount(path("none"), 0)).isFalse();
    fails(Errno.ENOENT, () -> kernel.mounts().fileSystemType(path("none")));
    fails(Errno.ENODEV, () -> kernel.mounts().mount("x", target, "no-such-fs", 0, null));
  }

  @Test
  void refusesToUnmountWhatIsInUse() throws IOException {
    put("mnt/file", "");
    int fd = kernel.io().open(path("mnt/file"), 0, 0);
    try {
      fails(Errno.EBUSY, () -> kernel.mounts().unmount(target, 0));
    } finally {
      kernel.io().close(fd);
    }
  }

  @Test
  void makesANetworkNamespaceAndKeepsItsOwn() throws IOException {
    put("netns", "");
    Path own = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"));
    kernel.mounts().makeNetworkNamespace(path("netns"));
    try {
      assertThat(kernel.mounts().isMountPoint(path("netns"))).isTrue();
      assertThat(kernel.mounts().fileSystemType(path("netns"))).isNotEqualTo(PROC_SUPER_MAGIC);
      long inode = requireNonNull(kernel.tree().stat(CWD, bytes(path("netns")))).inode();
      assertThat(own).doesNotHaveToString("net:[" + inode + "]");
      assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))).isEqualTo(own);
    } finally {
      assertThat(kernel.mounts().unmount(path("netns"), Mounts.MNT_DETACH)).isTrue();
    }
    fails(Errno.ENOENT, () -> kernel.mounts().makeNetworkNamespace(path("none")));
  }

  @Test
  void worksInANetworkNamespaceAndComesBack() throws IOException {
    put("netns", "");
    Path link = Path.of("/proc/thread-self/ns/net");
    Path own = Files.readSymbolicLink(link);
    kernel.mounts().makeNetworkNamespace(path("netns"));
    try {
      long inode = requireNonNull(kernel.tree().stat(CWD, bytes(path("netns")))).inode();
      List<String> seen = new ArrayList<>();
      kernel
          .mounts()
          .inNetworkNamespace(
              path("netns"),
              () -> {
                ProcessSpec spec =
                    new ProcessSpec(
                        List.of("/bin/readlink", "/proc/self/ns/net"),
                        List.of(),
                        null,
                        List.of(),
                        false);
                seen.add(kernel.processes().run(spec, null, 10_000).stdout().trim());
              });
      assertThat(seen).containsExactly("net:[" + inode + "]");
      assertThat(Files.readSymbolicLink(link)).isEqualTo(own);
      assertThatThrownBy(() ->
              kernel
                  .mounts()
                  .inNetworkNamespace(
                      path("netns"),
                      () -> {
                        throw new IllegalStateException("it failed");
                      }))
          .hasMessage("it failed");
    } finally {
      assertThat(kernel.mounts().unmount(path("netns"), Mounts.MNT_DETACH)).isTrue();
    }
    fails(Errno.ENOENT, () -> kernel.mounts().inNetworkNamespace(path("none"), () -> {}));
  }

  private static IdMaps shifted(long by) {
    IdMap map = new IdMap(List.of(new IdRange(0, by, 1000)));
    return new IdMaps(map, map);
  }

  @Test
  void showsAFolderWithMappedOwners() throws IOException {
    Files.createDirectory(Path.of(target, "folder"));
    put("mnt/folder/file", "");
    kernel.attributes().chown(CWD, bytes(target + "/folder/file"), 5, 6);
    String mapped = Files.createDirectory(folder.resolve("mapped")).toString();
    int namespace = kernel.mounts().openUserNamespace(shifted(100_000));
    try {
      kernel.mounts().mountMapped(target + "/folder", mapped, namespace);
    } finally {
      kernel.io().close(namespace);
    }
    try {
      FileStat stat = requireNonNull(kernel.tree().stat(CWD, bytes(mapped + "/file")));
      assertThat(stat.uid()).isEqualTo(100_005);
      assertThat(stat.gid()).isEqualTo(100_006);
    } finally {
      assertThat(kernel.mounts().unmount(mapped, Mounts.MNT_DETACH)).isTrue();
    }
  }

  @Test
  void refusesMappedMountsThatCannotBe() {
    int namespace = kernel.mounts().openUserNamespace(shifted(100_000));
    try {
      fails(Errno.ENOENT, () -> kernel.mounts().mountMapped(path("none"), target, namespace));
      // The kernel does not map the owners of proc's files.
      fails(Errno.EINVAL, () -> kernel.mounts().mountMapped("/proc", target, namespace));
    } finally {
      kernel.io().close(namespace);
    }
    fails(
        Errno.EINVAL, () -> kernel.mounts().openUserNamespace(new IdMaps(IdMap.NONE, IdMap.NONE)));
  }
}
