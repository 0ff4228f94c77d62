package dev.kapok.sys.jnr;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library that JNR-POSIX does not have, as their manual pages describe them.
 * Paths end with a NUL. Public only because JNR implements it from outside this package.
 */
public interface Libc {
  int open(@In byte[] path, int flags, int mode);

  long read(int fd, @Out byte[] buffer, long count);

  long write(int fd, @In byte[] buffer, long count);

  int close(int fd);

  int fsync(int fd);

  int syncfs(int fd);

  int ftruncate(int fd, long length);

  int rename(@In byte[] from, @In byte[] to);

  long lseek(int fd, long offset, int whence);

  long copy_file_range(
      int from, @Nullable Pointer fromAt, int to, @Nullable Pointer toAt, long length, int flags);

  int fcntl(int fd, int command, int argument);

  int poll(Pointer fds, long count, int timeout);

  int pipe2(@Out int[] pair, int flags);

  long syscall(long number, long a, @In byte[] b, Pointer c, long d);

  long syscall(long number, long a, long b);

  long syscall(long number, long a, @In byte[] b, long c);

  long syscall(long number, long a, @In byte[] b, long c, Pointer d, long e);

  long syscall(long number, long a, @In byte[] b, long c, @In byte[] d, long e);

  int statx(int dirFd, @In byte[] path, int flags, int mask, Pointer out);

  int mkdirat(int dirFd, @In byte[] path, int mode);

  int mknodat(int dirFd, @In byte[] path, int mode, long device);

  int symlinkat(@In byte[] target, int dirFd, @In byte[] path);

  int linkat(int fromDirFd, @In byte[] from, int toDirFd, @In byte[] to, int flags);

  int unlinkat(int dirFd, @In byte[] path, int flags);

  int renameat2(int fromDirFd, @In byte[] from, int toDirFd, @In byte[] to, int flags);

  long readlinkat(int dirFd, @In byte[] path, @Out byte[] buffer, long size);

  long getdents64(int fd, @Out byte[] buffer, long size);

  int fchownat(int dirFd, @In byte[] path, int uid, int gid, int flags);

  int fchmodat(int dirFd, @In byte[] path, int mode, int flags);

  int fchmod(int fd, int mode);

  int chmod(@In byte[] path, int mode);

  int utimensat(int dirFd, @In byte[] path, @In long[] times, int flags);

  int setxattr(@In byte[] path, @In byte[] name, @In byte[] value, long size, int flags);

  int lsetxattr(@In byte[] path, @In byte[] name, @In byte[] value, long size, int flags);

  long getxattr(@In byte[] path, @In byte[] name, @Out byte[] value, long size);

  long lgetxattr(@In byte[] path, @In byte[] name, @Out byte[] value, long size);

  long listxattr(@In byte[] path, @Out byte[] list, long size);

  long llistxattr(@In byte[] path, @Out byte[] list, long size);

  int mount(
      @In byte @Nullable [] source,
      @In byte[] target,
      @In byte @Nullable [] type,
      long flags,
      @In byte @Nullable [] data);

  int umount2(@In byte[] target, int flags);

  int statfs(@In byte[] path, Pointer out);

  int unshare(int flags);

  int setns(int fd, int type);

  int chdir(@In byte[] path);

  int socket(int domain, int type, int protocol);

  int ioctl(int fd, long request, Pointer argument);

  int flock(int fd, int operation);

  int waitpid(int pid, @Out int[] status, int options);

  int posix_spawn(
      @Out int[] pid,
      @In byte[] path,
      Pointer actions,
      Pointer attributes,
      Pointer argv,
      Pointer env);

  int posix_spawn_file_actions_init(Pointer actions);

  int posix_spawn_file_actions_destroy(Pointer actions);

  int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int newFd);

  int posix_spawn_file_actions_addopen(
      Pointer actions, int fd, @In byte[] path, int flags, int mode);

  int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int first);

  int posix_spawn_file_actions_addchdir_np(Pointer actions, @In byte[] path);

  int posix_spawnattr_init(Pointer attributes);

  int posix_spawnattr_destroy(Pointer attributes);

  int posix_spawnattr_setflags(Pointer attributes, short flags);

  int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

  int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);
}
