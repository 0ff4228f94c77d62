package dev.kapok.libpod.tree;

import dev.kapok.libpod.lock.Closing;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.mounts.MountSources;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.libpod.spec.UserLookup;
import dev.kapok.storage.store.ContainerSizes;
import dev.kapok.storage.tree.RootedTree;
import dev.kapok.sys.Errno;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a container as it sees them, for reading and writing.
 *
 * <p>Of one that runs they are what its first process has as its root, with all that is mounted
 * there. Another one's root file system is mounted, its volumes and bind mounts are looked up, and
 * it stays locked, so that nobody starts or removes it meanwhile.
 */
final class OpenContainer implements AutoCloseable {
  private static final int FOLDER = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;

  private final EngineParts parts;
  private final ContainerConfig config;

  /** Where it is mounted on the host; empty where it is that of a process. */
  private final String rootFs;

  private final int rootFd;
  private final boolean running;
  private final RootedTree tree;
  private int lock;

  /** True where the root file system was mounted for this. */
  private boolean mounted;

  private OpenContainer(
      EngineParts parts, ContainerConfig config, String rootFs, int rootFd, int lock) {
    this.parts = parts;
    this.config = config;
    this.rootFs = rootFs;
    this.rootFd = rootFd;
    this.running = lock < 0;
    this.lock = lock;
    this.tree = new RootedTree(parts.kernel(), rootFd);
  }

  /**
   * Opens a container.
   *
   * @param lock of the container, which the caller gives away; freed at once where it runs
   */
  static OpenContainer open(EngineParts parts, Container container, int lock) {
    OpenContainer open = root(parts, container, lock);
    boolean complete = false;
    try {
      if (!open.running) {
        open.mountAll();
      }
      complete = true;
      return open;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /** Opens the root file system alone; the lock is free afterwards where that fails. */
  private static OpenContainer root(EngineParts parts, Container container, int lock) {
    boolean kept = false;
    try {
      int root = rootOfProcess(parts, container.state());
      if (root >= 0) {
        return new OpenContainer(parts, container.config(), "", root, -1);
      }
      OpenContainer stopped = stopped(parts, container.config(), lock);
      kept = true;
      return stopped;
    } finally {
      if (!kept) {
        parts.locks().unlock(lock);
      }
    }
  }

  private static OpenContainer stopped(EngineParts parts, ContainerConfig config, int lock) {
    String own = config.rootFs().path();
    boolean mounts = own == null && parts.layers().mounted(config.id()) == null;
    String path = own == null ? parts.layers().mount(config.id()) : own;
    boolean complete = false;
    try {
      int root = parts.kernel().io().open(path, FOLDER, 0);
      OpenContainer open = new OpenContainer(parts, config, path, root, lock);
      open.mounted = mounts;
      complete = true;
      return open;
    } finally {
      if (!complete && mounts) {
        parts.layers().unmount(config.id());
      }
    }
  }

  /** Opens the root of a container's first process; −1 where there is none. */
  private static int rootOfProcess(EngineParts parts, ContainerState state) {
    if (!state.status().hasProcess()) {
      return -1;
    }
    try {
      int fd = parts.kernel().io().open("/proc/" + state.pid() + "/root", FOLDER, 0);
      boolean isOwn = false;
      try {
        // Another process may have the number by now; while this one lives, the root was its own.
        isOwn = parts.kernel().pids().startTime(state.pid()) == state.pidStart();
        if (isOwn) {
          return fd;
        }
      } finally {
        if (!isOwn) {
          parts.kernel().io().close(fd);
        }
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH) {
        throw e;
      }
    }
    return -1;
  }

  private void mountAll() {
    ProcessUser user = null;
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (isThere(mount)) {
        user = user == null ? user() : user;
        mount(plain(mount), i, user);
      }
    }
  }

  private boolean isThere(MountConfig mount) {
    String source = mount.source();
    return switch (mount.type()) {
      case VOLUME, IMAGE -> source != null;
      case BIND -> source != null && parts.disk().exists(source);
      case TMPFS, RAMFS, DEVPTS, GLOB -> false;
    };
  }

  /**
   * Volumes that are new are filled now in place of at the first start. What is mounted on one goes
   * when its last user ends, which may be right now; what is open stays, though, so it is looked at
   * once more then.
   */
  private void mount(MountConfig wanted, int number, ProcessUser user) {
    MountSources sources = new MountSources(parts);
    boolean bound = false;
    while (!bound) {
      MountConfig mount = sources.resolve(config.id(), number, wanted, rootFs, user, maps());
      boolean readOnly = mount.options().contains("ro");
      String source = String.valueOf(mount.source());
      bound = tree.mount(mount.target(), source, readOnly, sources.isMounted(wanted));
    }
  }

  /**
   * What lies beneath an overlay, and an image, is seen, and not written to; owners change at the
   * start alone.
   */
  private static MountConfig plain(MountConfig mount) {
    List<String> options = new ArrayList<>(mount.options());
    if (mount.type() == MountConfig.Type.IMAGE) {
      options.remove("rw");
      options.add("ro");
    } else if (options.remove("O")) {
      options.add("ro");
    }
    options.remove("U");
    return new MountConfig(mount.type(), mount.source(), mount.target(), options);
  }

  RootedTree tree() {
    return tree;
  }

  boolean running() {
    return running;
  }

  /** Returns whose ids its files have: those of its user namespace; null for none of its own. */
  @Nullable IdMaps maps() {
    UserNamespace own = config.namespaces().user();
    return own == null ? null : own.maps();
  }

  /** Returns a path from the root. */
  String absolute(String path) {
    String folder = config.process().workdir();
    return path.startsWith("/") || folder == null ? path : folder + "/" + path;
  }

  /** Returns who the container's processes run as, with the ids that they see. */
  ProcessUser user() {
    @Nullable String user = config.process().user();
    return new UserLookup(parts.kernel().io(), parts.kernel().tree())
        .find("/proc/self/fd/" + rootFd, user, List.of());
  }

  /** Lets the container's size be computed anew. */
  void changed() {
    try (Tx tx = parts.database().beginRemoval()) {
      new ContainerSizes(parts.database()).forget(tx, config.id());
      tx.commit();
    }
  }

  @Override
  public void close() {
    Closing.all(List.of(tree::close, this::release, this::unmount, this::unlock));
  }

  private void release() {
    if (lock >= 0) {
      new MountSources(parts).release(config.id(), config.mounts());
    }
  }

  private void unmount() {
    if (mounted) {
      mounted = false;
      parts.layers().unmount(config.id());
    }
  }

  private void unlock() {
    if (lock >= 0) {
      parts.locks().unlock(lock);
      lock = -1;
    }
  }
}
