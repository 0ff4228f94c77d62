package dev.kapok.sys;

import org.jspecify.annotations.Nullable;

/** Mounts, in the mount namespace of this process. */
public interface Mounts {
  long MS_RDONLY = 1;
  long MS_NOSUID = 2;
  long MS_NODEV = 4;
  long MS_NOEXEC = 8;
  long MS_SYNCHRONOUS = 16;
  long MS_REMOUNT = 32;
  long MS_DIRSYNC = 128;
  long MS_NOATIME = 1024;
  long MS_NODIRATIME = 2048;
  long MS_BIND = 4096;
  long MS_REC = 16384;
  long MS_UNBINDABLE = 1 << 17;
  long MS_PRIVATE = 1 << 18;
  long MS_SLAVE = 1 << 19;
  long MS_SHARED = 1 << 20;
  long MS_RELATIME = 1 << 21;
  long MS_STRICTATIME = 1 << 24;

  int MNT_FORCE = 1;
  int MNT_DETACH = 2;
  int UMOUNT_NOFOLLOW = 8;

  /** Mounts (mount(2)); source, type and data may be null where the call ignores them. */
  void mount(
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data);

  /**
   * Mounts like {@link #mount}, but relative paths in {@code data} start in {@code directory}. The
   * process's own working directory stays as it is.
   */
  void mountIn(
      String directory,
      @Nullable String source,
      String target,
      @Nullable String type,
      long flags,
      @Nullable String data);

  /**
   * Unmounts (umount2(2)).
   *
   * @return false where nothing was mounted there or the target does not exist
   */
  boolean unmount(String target, int flags);

  /** Tells whether the path is the root of a mount. False where it does not exist. */
  boolean isMountPoint(String path);

  /** Returns the magic number of the file system that holds the path (statfs(2)). */
  long fileSystemType(String path);

  /** Returns the bytes an unprivileged user can still write to the path's file system. */
  long freeBytes(String path);

  /**
   * Makes a network namespace with its loopback up, and binds it to a file so that it stays.
   *
   * <p>The calling process keeps its own namespace: the work happens in a short-lived child.
   *
   * @param path an existing, empty, regular file
   */
  void makeNetworkNamespace(String path);

  /**
   * Does work in a network namespace, and returns when it is done: what it starts and what it
   * changes is there. /proc/net and /proc/self stay those of this process; it is
   * /proc/thread-self/net that shows the namespace.
   *
   * <p>A thread of its own does the work, since an unprivileged user's thread cannot come back.
   *
   * @param path the file that the namespace is bound to
   * @param work whose failures come out of this call
   */
  void inNetworkNamespace(String path, Runnable work);

  /**
   * Makes a user namespace that no process is in; it lives as long as something refers to it.
   *
   * @return a descriptor of it, for the caller to close
   */
  int openUserNamespace(IdMaps maps);

  /**
   * Shows a folder's mount once more, with the owners of all its files mapped (mount_setattr(2),
   * MOUNT_ATTR_IDMAP): what belongs to an id of the user namespace on the disk belongs to the id
   * that it is outside. Mounts beneath the folder are left out.
   *
   * @param userNamespace of {@link #openUserNamespace}
   * @throws SyscallException EPERM, EINVAL, ENOSYS where the kernel, the file system or missing
   *     rights do not allow it
   */
  void mountMapped(String source, String target, int userNamespace);
}
