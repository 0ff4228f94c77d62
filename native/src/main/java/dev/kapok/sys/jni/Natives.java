package dev.kapok.sys.jni;

import org.jspecify.annotations.Nullable;

/**
 * Every native method there is, registered by natives.c; the tables are at the ends of the C files.
 *
 * <p>A result is 0 or more, or −errno, but for the sql ones, which return SQLite's codes.
 */
final class Natives {
  private Natives() {}

  // io.c
  static native int open(byte[] path, int flags, int mode);

  static native int read(int fd, byte[] buffer, int offset, int length);

  static native int write(int fd, byte[] buffer, int offset, int length);

  static native int print(int fd, String text);

  static native int close(int fd);

  static native int fsync(int fd);

  static native int syncfs(int fd);

  static native int truncate(int fd, long length);

  static native long seek(int fd, long offset, int whence);

  static native int rename(byte[] from, byte[] to);

  static native long copy(int from, int to, long length);

  // copytree.c
  static native int copyTree(int fromFd, int toFd, int threads);

  // tree.c
  static native int openat2(int dirFd, byte[] path, int flags, int mode, int resolve);

  static native int stat(int dirFd, byte[] name, long[] out);

  static native int mkdir(int dirFd, byte[] name, int mode);

  static native int mknod(int dirFd, byte[] name, int mode, long device);

  static native int symlink(byte[] target, int dirFd, byte[] name);

  static native int link(int fromDirFd, byte[] from, int toDirFd, byte[] to);

  static native int unlink(int dirFd, byte[] name, boolean directory);

  static native int renameat(int fromDirFd, byte[] from, int toDirFd, byte[] to, boolean noReplace);

  static native int readlink(int dirFd, byte[] name, byte[] buffer);

  static native int list(int dirFd, byte[] buffer, boolean fromStart);

  // attributes.c
  static native int chown(int dirFd, byte[] name, int uid, int gid);

  static native int chmod(int dirFd, byte[] name, int mode);

  static native int times(
      int dirFd, byte[] name, long access, int accessNanos, long modified, int modifiedNanos);

  static native int setXattr(int dirFd, byte[] name, byte[] attribute, byte[] value);

  static native int getXattr(int dirFd, byte[] name, byte[] attribute, byte[] buffer);

  static native int listXattrs(int dirFd, byte[] name, byte[] buffer);

  static native int spread(int dirFd);

  // mounts.c
  static native int mount(
      byte @Nullable [] directory,
      byte @Nullable [] source,
      byte[] target,
      byte @Nullable [] type,
      long flags,
      byte @Nullable [] data);

  static native int unmount(byte[] target, int flags);

  static native int isMountPoint(byte[] path);

  static native int statfs(byte[] path, long[] out);

  static native int makeNetworkNamespace(byte[] path);

  static native int joinNetworkNamespace(byte[] path);

  static native int openUserNamespace(byte[] users, byte[] groups);

  static native int mountMapped(byte[] source, byte[] target, int userNamespace);

  // locks.c
  static native int lock(byte[] path, boolean exclusive, long timeoutMillis);

  static native int lockHolder(byte[] path);

  // pids.c
  static native int self();

  static native int kill(int pid, int signal);

  static native long startTime(int pid);

  static native int awaitExit(int pid, long timeoutMillis);

  static native int uid();

  static native int gid();

  static native int umask(int mask);

  // sockets.c
  static native int packetPair(int[] out);

  static native int pipe(int[] out);

  static native int connect(byte[] path, boolean packet);

  static native int shutdownWrite(int fd);

  static native int receive(int fd, byte[] buffer, long timeoutMillis);

  static native int notify(byte[] socket, byte[] message);

  // terminals.c, pump.c
  static native int isTerminal(int fd);

  static native int terminalSize(int fd, int[] out);

  static native int rawTerminal(int fd);

  static native void restoreTerminals();

  static native int pump(int socket, int in, int out, int err, byte[] detachKeys);

  // spawn.c, communicate.c
  static native int spawn(
      byte[][] argv,
      byte[][] env,
      byte @Nullable [] directory,
      int[] fds,
      boolean newSession,
      int[] failedAtDirectory);

  static native int waitFor(int pid);

  static native int communicate(
      int pid, int[] pipes, byte @Nullable [] input, long timeoutMillis, byte[][] outputs);

  // sqlite.c
  static native int sqlOpen(byte[] path, long[] out);

  static native void sqlClose(long database);

  static native byte[] sqlMessage(long database);

  static native int sqlExecute(long database, byte[] script);

  static native int sqlPrepare(long database, byte[] sql, long[] out);

  static native void sqlFinalize(long statement);

  static native int sqlBindBytes(
      long statement, int parameter, byte @Nullable [] value, boolean text);

  static native int sqlBindLong(long statement, int parameter, long value);

  static native int sqlStep(long statement, @Nullable String[] texts, long[] numbers);

  static native @Nullable String sqlColumnText(long statement, int column);

  static native byte @Nullable [] sqlColumnBytes(long statement, int column);

  static native void sqlReset(long statement);

  // gzip.c
  static native int gzipAvailable();

  static native byte @Nullable [] gzipPack(byte[] block, int length, int level);

  static native long gunzipOpen();

  static native int gunzipRun(
      long handle,
      byte[] in,
      int inOffset,
      int inLength,
      byte[] out,
      int outOffset,
      int outLength,
      int[] counts);

  static native void gunzipClose(long handle);

  // zstandard.c
  static native byte @Nullable [] zstdPack(byte[] block, int length, int level);

  static native long unzstdOpen();

  static native int unzstdRun(
      long handle,
      byte[] in,
      int inOffset,
      int inLength,
      byte[] out,
      int outOffset,
      int outLength,
      int[] counts);

  static native void unzstdClose(long handle);

  // sha256.c
  static native int sha256Size();

  static native void sha256Start(byte[] state);

  static native int sha256Add(byte[] state, byte[] data, int offset, int length, boolean byHand);

  static native byte[] sha256Finish(byte[] state);

  // columns.c
  static native @Nullable String columnsAlign(String[][] lines, int least, int gap);

  // host.c
  static native byte[][] hostEnvironment();

  static native byte @Nullable [] hostText(int which);

  static native int hostNumber(int which);
}
