package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import java.io.File;
import java.util.List;

/**
 * The file systems of the kernel that every container has (config-linux.md, "Default Filesystems").
 *
 * <p>A process in a user namespace may mount proc, sysfs and mqueue only if it owns the pid,
 * network or ipc namespace that they show (mount_namespaces(7)); where that is the host's, the
 * host's mount is bound instead.
 */
final class SystemMountsPart implements SpecContributor {
  private static final int TTY_GROUP = 5;

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    MountTable mounts = spec.mounts();
    boolean rootless = context.inUserNamespace();
    if (rootless && !spec.ownsOrJoins("pid")) {
      mounts.put(bind("/proc"));
    } else {
      mounts.put("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev"));
    }
    mounts.put(
        "/dev",
        "tmpfs",
        "tmpfs",
        List.of("nosuid", "noexec", "strictatime", "mode=755", "size=65536k"));
    mounts.put("/dev/pts", "devpts", "devpts", terminalOptions(context.host()));
    if (rootless && !spec.ownsOrJoins("ipc")) {
      if (new File("/dev/mqueue").exists()) {
        mounts.put(bind("/dev/mqueue"));
      }
    } else if (RuntimeProfile.of(context.config().runtime()).mounts("mqueue")) {
      mounts.put("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev"));
    }
    putShm(context, mounts);
    putSys(context, mounts);
  }

  private static List<String> terminalOptions(HostFacts host) {
    return host.hasGroup(TTY_GROUP)
        ? List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")
        : List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620");
  }

  private static void putShm(SpecContext context, MountTable mounts) {
    String shared =
        context.config().namespaces().ipc().kind() == NamespaceMode.Kind.HOST
            ? "/dev/shm"
            : context.files().shm();
    if (shared != null) {
      mounts.put(
          "/dev/shm", "bind", shared, List.of("bind", "rprivate", "nosuid", "noexec", "nodev"));
    } else {
      String size = "size=" + context.config().host().shmSize();
      mounts.put(
          "/dev/shm", "tmpfs", "shm", List.of("nosuid", "noexec", "nodev", "mode=1777", size));
    }
  }

  private static void putSys(SpecContext context, MountTable mounts) {
    String access = context.config().security().privileged() ? "rw" : "ro";
    if (bindsSys(context)) {
      mounts.put(
          "/sys",
          "bind",
          "/sys",
          List.of("rprivate", "nosuid", "noexec", "nodev", access, "rbind"));
      return;
    }
    mounts.put("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", access));
    mounts.put(
        "/sys/fs/cgroup",
        "cgroup",
        "cgroup",
        List.of("rprivate", "nosuid", "noexec", "nodev", "relatime", access));
  }

  /** Tells whether /sys shows a network namespace that this process does not own. */
  static boolean bindsSys(SpecContext context) {
    NetworkConfig.Mode mode = context.config().network().mode();
    return context.inUserNamespace()
        && (mode == NetworkConfig.Mode.HOST || mode == NetworkConfig.Mode.PATH);
  }

  private static SpecMount bind(String path) {
    return new SpecMount(
        path, "bind", path, List.of("rbind", "rprivate", "nosuid", "noexec", "nodev"));
  }
}
