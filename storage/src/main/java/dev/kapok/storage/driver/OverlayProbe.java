package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.file.TreeDeleter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether overlay works in a store's folder, by doing with a few small files what
 * containers do: mount, delete a folder of a lower layer, make it anew.
 *
 * <p>That it works is remembered in the run root until the next boot or the next kernel; that it
 * doesn't is found out anew each time, since the user is about to change it.
 */
public final class OverlayProbe {
  private static final int MAX_TEXT = 8192;
  private static final int S_IFCHR = 0020000;

  private final Kernel kernel;
  private final LayerPaths paths;
  private final String memory;
  private final boolean rootless;
  private final Folder folder;

  /** Probes one store's folder. */
  public OverlayProbe(Kernel kernel, LayerPaths paths, String runRoot, boolean rootless) {
    this.kernel = kernel;
    this.paths = paths;
    this.memory = runRoot + "/overlay-probe";
    this.rootless = rootless;
    this.folder = new Folder(kernel);
  }

  /**
   * Returns why overlay does not work here and what to do, or null where it works. One thread at a
   * time, since all of a process try in the same folder.
   */
  public synchronized @Nullable String problem() {
    String key = key();
    if (key.equals(read(memory))) {
      return null;
    }
    String problem = tryOut();
    if (problem == null) {
      remember(key);
    }
    return problem;
  }

  /** Throws what {@link #problem} says. */
  void require() {
    String problem = problem();
    if (problem != null) {
      throw new StorageException(problem);
    }
  }

  private String key() {
    return read("/proc/sys/kernel/random/boot_id")
        + " "
        + read("/proc/sys/kernel/osrelease")
        + " "
        + (rootless ? "userxattr " : "root ")
        + paths.home();
  }

  private @Nullable String tryOut() {
    int self = kernel.pids().self();
    String base = paths.staging(self, kernel.pids().startTime(self), "probe");
    try {
      String[] names = {"", "/lower", "/lower/folder", "/bottom", "/diff", "/work", "/merged"};
      for (int i = 0; i < names.length; i++) {
        folder.makeAll(base + names[i], 0700);
      }
      return tryMount(base);
    } catch (SyscallException e) {
      return "storage driver overlay: cannot prepare " + base + ": " + e.getMessage();
    } finally {
      new LayerMounter(kernel).unmount(base + "/merged");
      new TreeDeleter(kernel).delete(base);
    }
  }

  private @Nullable String tryMount(String base) {
    try {
      kernel.tree().mknod(FileTree.CWD, Folder.bytes(base + "/diff/gone"), S_IFCHR, 0);
    } catch (SyscallException e) {
      return explain("it cannot make whiteouts (" + e.getMessage() + ")", "a newer kernel, 5.8");
    }
    OverlayOptions options = OverlayOptions.of(List.of(), rootless);
    String data = "lowerdir=lower:bottom,upperdir=diff,workdir=work" + options.data();
    try {
      new LayerMounter(kernel)
          .mount(
              new MountSpec(
                  OverlayDriver.NAME, OverlayDriver.NAME, base + "/merged", 0, data, base));
    } catch (SyscallException e) {
      return explainMount(e);
    }
    try {
      byte[] merged = Folder.bytes(base + "/merged/folder");
      kernel.tree().unlink(FileTree.CWD, merged, true);
      kernel.tree().mkdir(FileTree.CWD, merged, 0700);
      String opaque = rootless ? "user.overlay.opaque" : "trusted.overlay.opaque";
      kernel.attributes().getXattr(FileTree.CWD, Folder.bytes(base + "/diff/folder"), opaque);
      return null;
    } catch (SyscallException e) {
      return explain(
          "the file system of " + paths.home() + " cannot hold its marks (" + e.getMessage() + ")",
          "--root on a local file system such as ext4, xfs or btrfs");
    }
  }

  private String explainMount(SyscallException e) {
    String kernelRelease = read("/proc/sys/kernel/osrelease");
    return switch (e.errno()) {
      case Errno.ENODEV ->
          explain("the kernel has no overlay file system", "the module (modprobe overlay)");
      case Errno.EPERM, Errno.EACCES ->
          explain(
              "kernel " + kernelRelease + " does not let this user mount it",
              rootless ? "kernel 5.11 or newer" : "the capability CAP_SYS_ADMIN");
      case Errno.EINVAL ->
          explain(
              "the kernel refuses " + paths.home() + " as the upper file system",
              "--root on a local file system such as ext4, xfs or btrfs");
      default -> explain(e.getMessage() == null ? "it fails" : e.getMessage(), "another --root");
    };
  }

  private static String explain(String why, String need) {
    return "storage driver overlay does not work here: "
        + why
        + ". It needs "
        + need
        + "; --storage-opt=overlay.mount_program=/usr/bin/fuse-overlayfs does without the kernel's"
        + " overlay, --storage-driver=vfs works everywhere, slowly";
  }

  /** Reads a small text without the space around it; what cannot be read is empty. */
  private String read(String path) {
    try {
      return new TextFile(kernel.io()).read(path, MAX_TEXT).trim();
    } catch (SyscallException e) {
      return "";
    }
  }

  /** What cannot be remembered is found out again. */
  private void remember(String key) {
    try {
      new AtomicFile(kernel).writeVolatile(memory, key, 0600);
    } catch (SyscallException e) {
      return;
    }
  }
}
