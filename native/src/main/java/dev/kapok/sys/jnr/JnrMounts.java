package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.OwnThread;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

final class JnrMounts implements Mounts {
  private static final long SYS_OPEN_TREE = 428;
  private static final long SYS_MOVE_MOUNT = 429;
  private static final long SYS_MOUNT_SETATTR = 442;
  private static final int OPEN_TREE_CLONE = 1;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final long MOUNT_ATTR_IDMAP = 0x0010_0000;
  private static final int MOUNT_ATTR_SIZE = 32;
  private static final int CLONE_FS = 0x200;
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int IFREQ_SIZE = 40;
  private static final short IFF_UP_RUNNING = 0x41;

  @Override
  public void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    byte[] from = Calls.optionalPath(source);
    byte[] to = Calls.path(target);
    byte[] kind = Calls.optionalPath(type);
    byte[] options = Calls.optionalPath(data);
    Calls.check("mount", target, () -> C.mount(from, to, kind, flags, options));
  }

  @Override
  public void mountIn(
      String directory,
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data) {
    byte[] path = Calls.path(directory);
    OwnThread.run(() -> {
      Calls.check("unshare", directory, () -> C.unshare(CLONE_FS));
      Calls.check("change to the directory", directory, () -> C.chdir(path));
      mount(source, target, type, flags, data);
    });
  }

  @Override
  public boolean unmount(String target, int flags) {
    byte[] path = Calls.path(target);
    long result = Calls.result(() -> C.umount2(path, flags));
    if (result == -Errno.EINVAL || result == -Errno.ENOENT) {
      return false;
    }
    Calls.checked(result, "unmount", target);
    return true;
  }

  @Override
  public boolean isMountPoint(String path) {
    Statx statx = new Statx();
    long result = statx.ask(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8));
    if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
      return false;
    }
    Calls.checked(result, "stat", path);
    return statx.isMountRoot();
  }

  @Override
  public long fileSystemType(String path) {
    return statfs(path).getLongLong(0);
  }

  @Override
  public long freeBytes(String path) {
    Pointer found = statfs(path);
    return found.getLongLong(8) * found.getLongLong(32);
  }

  @Override
  public void makeNetworkNamespace(String path) {
    OwnThread.run(() -> {
      Calls.check("make network namespace", path, () -> C.unshare(CLONE_NEWNET));
      bringLoopbackUp();
      mount("/proc/thread-self/ns/net", path, null, MS_BIND, null);
    });
  }

  @Override
  public void inNetworkNamespace(String path, Runnable work) {
    byte[] name = Calls.path(path);
    String action = "join network namespace";
    OwnThread.run(() -> {
      int flags = OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC;
      int fd = (int) Calls.check(action, path, () -> C.open(name, flags, 0));
      try {
        Calls.check(action, path, () -> C.setns(fd, CLONE_NEWNET));
      } finally {
        C.close(fd);
      }
      work.run();
    });
  }

  /** A JVM has threads, so it can't unshare its user namespace; a program's is taken. */
  @Override
  public int openUserNamespace(IdMaps maps) {
    return UserNamespaceHolder.open(maps);
  }

  @Override
  public void mountMapped(String source, String target, int userNamespace) {
    byte[] from = Calls.path(source);
    byte[] to = Calls.path(target);
    byte[] empty = {0};
    String action = "mount with mapped owners";
    int tree =
        (int)
            Calls.check(
                action,
                source,
                () ->
                    C.syscall(
                        SYS_OPEN_TREE, FileTree.CWD, from, OPEN_TREE_CLONE | OpenFlags.O_CLOEXEC));
    try {
      Pointer attributes = Calls.memory(MOUNT_ATTR_SIZE);
      attributes.putLongLong(0, MOUNT_ATTR_IDMAP);
      attributes.putLongLong(16, MS_PRIVATE);
      attributes.putLongLong(24, userNamespace);
      Calls.check(
          action,
          source,
          () ->
              C.syscall(
                  SYS_MOUNT_SETATTR, tree, empty, AT_EMPTY_PATH, attributes, MOUNT_ATTR_SIZE));
      Calls.check(
          action,
          target,
          () -> C.syscall(SYS_MOVE_MOUNT, tree, empty, FileTree.CWD, to, MOVE_MOUNT_F_EMPTY_PATH));
    } finally {
      C.close(tree);
    }
  }

  private static void bringLoopbackUp() {
    int fd =
        (int)
            Calls.check(
                "socket", "lo", () -> C.socket(AF_INET, SOCK_DGRAM | OpenFlags.O_CLOEXEC, 0));
    try {
      Pointer request = Calls.memory(IFREQ_SIZE);
      request.put(0, new byte[] {'l', 'o'}, 0, 2);
      request.putShort(16, IFF_UP_RUNNING);
      Calls.check("bring up", "lo", () -> C.ioctl(fd, SIOCSIFFLAGS, request));
    } finally {
      C.close(fd);
    }
  }

  /** On 64-bit machines: type, block size, blocks, free and available blocks, 8 bytes each. */
  private static Pointer statfs(String path) {
    byte[] name = Calls.path(path);
    Pointer found = Calls.memory(256);
    Calls.check("statfs", path, () -> C.statfs(name, found));
    return found;
  }
}
