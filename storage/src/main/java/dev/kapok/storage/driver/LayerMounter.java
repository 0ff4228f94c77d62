package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.util.Arrays;

/**
 * Mounts what drivers ask for: the one place of the module that does.
 *
 * <p>Options that are longer than a page, which means more than about 140 layers, are shortened
 * once more: every folder is opened and named by its descriptor, relative to /proc/self/fd. The 500
 * layers that the kernel takes fit in half a page that way.
 */
public final class LayerMounter {
  /** The longest option string: mount(2) copies a page, the last byte of which is NUL. */
  static final int MAX_DATA = 4095;

  private static final String DESCRIPTORS = "/proc/self/fd";

  private final Kernel kernel;

  /** Mounts through this kernel. */
  public LayerMounter(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Mounts. */
  public void mount(MountSpec spec) {
    String directory = spec.directory();
    if (spec.program() != null) {
      new MountProgram(kernel, spec.program()).mount(spec);
    } else if (directory == null) {
      kernel.mounts().mount(spec.source(), spec.target(), spec.type(), spec.flags(), spec.data());
    } else if (spec.data().length() <= MAX_DATA) {
      mountIn(directory, spec, spec.data());
    } else {
      mountByDescriptors(directory, spec);
    }
  }

  private void mountIn(String directory, MountSpec spec, String data) {
    kernel
        .mounts()
        .mountIn(directory, spec.source(), spec.target(), spec.type(), spec.flags(), data);
  }

  private void mountByDescriptors(String directory, MountSpec spec) {
    OpenPaths paths = new OpenPaths(kernel, directory);
    try {
      mountIn(DESCRIPTORS, spec, paths.replaceIn(spec.data()));
    } finally {
      paths.close();
    }
  }

  /** Unmounts; what is busy is detached. False where nothing was mounted. */
  public boolean unmount(String target) {
    boolean any = false;
    while (unmountOnce(target)) {
      any = true;
    }
    return any;
  }

  private boolean unmountOnce(String target) {
    try {
      return kernel.mounts().unmount(target, Mounts.UMOUNT_NOFOLLOW);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EBUSY) {
        throw e;
      }
      return kernel.mounts().unmount(target, Mounts.UMOUNT_NOFOLLOW | Mounts.MNT_DETACH);
    }
  }

  /**
   * Opens the folders that an overlay's options name, and puts their descriptors in their place.
   */
  private static final class OpenPaths {
    private final Kernel kernel;
    private final String directory;
    private int[] fds = new int[64];
    private int count;

    OpenPaths(Kernel kernel, String directory) {
      this.kernel = kernel;
      this.directory = directory;
    }

    String replaceIn(String data) {
      StringBuilder replaced = new StringBuilder(data.length() / 4);
      int start = 0;
      while (start < data.length()) {
        int comma = data.indexOf(',', start);
        int end = comma < 0 ? data.length() : comma;
        replaced.append(start == 0 ? "" : ",");
        option(data.substring(start, end), replaced);
        start = end + 1;
      }
      return replaced.toString();
    }

    private void option(String option, StringBuilder replaced) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      switch (name) {
        case "lowerdir", "upperdir", "workdir" -> {
          replaced.append(name).append('=');
          paths(option, equals + 1, replaced);
        }
        default -> replaced.append(option);
      }
    }

    private void paths(String option, int from, StringBuilder replaced) {
      int start = from;
      while (start <= option.length()) {
        int colon = option.indexOf(':', start);
        int end = colon < 0 ? option.length() : colon;
        replaced.append(start == from ? "" : ":").append(open(option.substring(start, end)));
        start = end + 1;
      }
    }

    private int open(String path) {
      if (count == fds.length) {
        fds = Arrays.copyOf(fds, 2 * count);
      }
      int fd =
          kernel.io().open(directory + "/" + path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0);
      fds[count++] = fd;
      return fd;
    }

    void close() {
      for (int i = 0; i < count; i++) {
        kernel.io().close(fds[i]);
      }
    }
  }
}
