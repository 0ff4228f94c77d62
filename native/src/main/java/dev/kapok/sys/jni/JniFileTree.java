package dev.kapok.sys.jni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JniFileTree implements FileTree {
  static final JniFileTree INSTANCE = new JniFileTree();

  private static final int PATH_MAX = 4096;

  /** DIRECTORY_BUFFER in tree.c. */
  private static final int LIST_BUFFER = 32768;

  @Override
  public int openBeneath(int dirFd, byte[] path, int flags, int mode, int resolve) {
    return Result.check(Natives.openat2(dirFd, path, flags, mode, resolve), "open", path);
  }

  @Override
  public @Nullable FileStat stat(int dirFd, byte[] name) {
    long[] found = new long[11];
    int result = Natives.stat(dirFd, name, found);
    if (result == -Errno.ENOENT) {
      return null;
    }
    Result.check(result, "stat", name);
    return new FileStat(
        (int) found[0],
        (int) found[1],
        (int) found[2],
        (int) found[3],
        found[4],
        found[5],
        found[6],
        found[7],
        found[8],
        (int) found[9],
        found[10]);
  }

  @Override
  public void mkdir(int dirFd, byte[] name, int mode) {
    Result.check(Natives.mkdir(dirFd, name, mode), "mkdir", name);
  }

  @Override
  public void mknod(int dirFd, byte[] name, int mode, long device) {
    Result.check(Natives.mknod(dirFd, name, mode, device), "mknod", name);
  }

  @Override
  public void symlink(byte[] target, int dirFd, byte[] name) {
    Result.check(Natives.symlink(target, dirFd, name), "symlink", name);
  }

  @Override
  public void link(int fromDirFd, byte[] fromName, int toDirFd, byte[] toName) {
    Result.check(Natives.link(fromDirFd, fromName, toDirFd, toName), "link", toName);
  }

  @Override
  public void unlink(int dirFd, byte[] name, boolean directory) {
    Result.check(Natives.unlink(dirFd, name, directory), directory ? "rmdir" : "unlink", name);
  }

  @Override
  public void rename(int fromDirFd, byte[] from, int toDirFd, byte[] to, boolean noReplace) {
    Result.check(Natives.renameat(fromDirFd, from, toDirFd, to, noReplace), "rename", from);
  }

  @Override
  public byte[] readlink(int dirFd, byte[] name) {
    byte[] buffer = new byte[PATH_MAX];
    return Arrays.copyOf(
        buffer, Result.check(Natives.readlink(dirFd, name, buffer), "readlink", name));
  }

  @Override
  public List<byte[]> list(int dirFd) {
    List<byte[]> names = new ArrayList<>();
    byte[] buffer = new byte[LIST_BUFFER];
    int length = read(dirFd, buffer, true);
    while (length > 0) {
      split(buffer, length, names);
      length = read(dirFd, buffer, false);
    }
    return names;
  }

  @Override
  public boolean copyTree(int fromFd, int toFd, int threads) {
    Result.check(Natives.copyTree(fromFd, toFd, threads), "copy tree", fromFd);
    return true;
  }

  @Override
  public List<byte[]> listSome(int dirFd) {
    List<byte[]> names = new ArrayList<>();
    byte[] buffer = new byte[LIST_BUFFER];
    split(buffer, read(dirFd, buffer, true), names);
    return names;
  }

  private static int read(int dirFd, byte[] buffer, boolean fromStart) {
    return Result.check(Natives.list(dirFd, buffer, fromStart), "read directory", dirFd);
  }

  private static void split(byte[] buffer, int length, List<byte[]> names) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == 0) {
        names.add(Arrays.copyOfRange(buffer, start, i));
        start = i + 1;
      }
    }
  }
}
