package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.OpenFlags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

final class JnrFileTree implements FileTree {
  /** The same number on every machine. */
  private static final long SYS_OPENAT2 = 437;

  private static final int OPEN_HOW_SIZE = 24;
  private static final int TRIES = 100;
  private static final int PATH_MAX = 4096;
  private static final int LIST_BUFFER = 32768;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int RENAME_NOREPLACE = 1;

  @Override
  public int openBeneath(int dirFd, byte[] path, int flags, int mode, int resolve) {
    byte[] name = Calls.path(path);
    Pointer how = Calls.memory(OPEN_HOW_SIZE);
    how.putLongLong(0, flags | OpenFlags.O_CLOEXEC);
    how.putLongLong(8, (flags & OpenFlags.O_CREAT) != 0 ? mode & 07777 : 0);
    how.putLongLong(16, resolve);
    long fd = -Errno.EAGAIN;
    // EAGAIN: a rename elsewhere raced with "..", and the kernel asks to look again.
    for (int i = 0; fd == -Errno.EAGAIN && i < TRIES; i++) {
      fd = Calls.result(() -> C.syscall(SYS_OPENAT2, dirFd, name, how, OPEN_HOW_SIZE));
    }
    return (int) Calls.checked(fd, "open", new String(path, StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable FileStat stat(int dirFd, byte[] name) {
    Statx statx = new Statx();
    long result = statx.ask(dirFd, name);
    if (result == -Errno.ENOENT) {
      return null;
    }
    Calls.checked(result, "stat", new String(name, StandardCharsets.UTF_8));
    return statx.stat();
  }

  @Override
  public void mkdir(int dirFd, byte[] name, int mode) {
    byte[] path = Calls.path(name);
    Calls.check("mkdir", name, () -> C.mkdirat(dirFd, path, mode));
  }

  @Override
  public void mknod(int dirFd, byte[] name, int mode, long device) {
    byte[] path = Calls.path(name);
    Calls.check("mknod", name, () -> C.mknodat(dirFd, path, mode, device));
  }

  @Override
  public void symlink(byte[] target, int dirFd, byte[] name) {
    byte[] content = Calls.path(target);
    byte[] path = Calls.path(name);
    Calls.check("symlink", name, () -> C.symlinkat(content, dirFd, path));
  }

  @Override
  public void link(int fromDirFd, byte[] fromName, int toDirFd, byte[] toName) {
    byte[] from = Calls.path(fromName);
    byte[] to = Calls.path(toName);
    Calls.check("link", toName, () -> C.linkat(fromDirFd, from, toDirFd, to, 0));
  }

  @Override
  public void unlink(int dirFd, byte[] name, boolean directory) {
    byte[] path = Calls.path(name);
    int flags = directory ? AT_REMOVEDIR : 0;
    Calls.check(directory ? "rmdir" : "unlink", name, () -> C.unlinkat(dirFd, path, flags));
  }

  @Override
  public void rename(int fromDirFd, byte[] from, int toDirFd, byte[] to, boolean noReplace) {
    byte[] old = Calls.path(from);
    byte[] name = Calls.path(to);
    int flags = noReplace ? RENAME_NOREPLACE : 0;
    Calls.check("rename", from, () -> C.renameat2(fromDirFd, old, toDirFd, name, flags));
  }

  @Override
  public byte[] readlink(int dirFd, byte[] name) {
    byte[] path = Calls.path(name);
    byte[] buffer = new byte[PATH_MAX];
    int length =
        Calls.check("readlink", name, () -> C.readlinkat(dirFd, path, buffer, buffer.length));
    return Arrays.copyOf(buffer, length);
  }

  @Override
  public List<byte[]> list(int dirFd) {
    List<byte[]> names = new ArrayList<>();
    byte[] buffer = new byte[LIST_BUFFER];
    Calls.check("read directory", dirFd, () -> C.lseek(dirFd, 0, 0));
    while (true) {
      int length =
          Calls.check("read directory", dirFd, () -> C.getdents64(dirFd, buffer, buffer.length));
      if (length == 0) {
        return names;
      }
      addNames(names, buffer, length);
    }
  }

  /** An entry is inode (8 bytes), offset (8), its size (2), type (1), name and NUL. */
  private static void addNames(List<byte[]> names, byte[] buffer, int length) {
    ByteBuffer entries = ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
    for (int at = 0; at < length; at += entries.getShort(at + 16)) {
      int start = at + 19;
      int end = start;
      while (buffer[end] != 0) {
        end++;
      }
      byte[] name = Arrays.copyOfRange(buffer, start, end);
      if (name[0] != '.' || name.length > 2 || (name.length == 2 && name[1] != '.')) {
        names.add(name);
      }
    }
  }
}
