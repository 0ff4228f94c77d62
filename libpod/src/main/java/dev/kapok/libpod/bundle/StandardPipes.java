package dev.kapok.libpod.bundle;

import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;

/**
 * The pipes between conmon and a container: programs open {@code /dev/stdout} anew, which somebody
 * in another user namespace may do only with pipes of his own.
 */
final class StandardPipes {
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;
  private static final byte[] SELF = {};

  private final EngineParts parts;

  StandardPipes(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Gives the pipes of a process to the user that it will run as; terminals and files stay as they
   * are.
   *
   * @param maps of the process's user namespace
   */
  void give(int pid, ProcessUser user, IdMaps maps) {
    int uid = maps.user(user.uid());
    int gid = maps.group(user.gid());
    for (int i = 0; i <= 2; i++) {
      give("/proc/" + pid + "/fd/" + i, uid, gid);
    }
  }

  private void give(String path, int uid, int gid) {
    try {
      int fd = parts.kernel().io().open(path, OpenFlags.O_PATH, 0);
      try {
        FileStat stat = parts.kernel().tree().stat(fd, SELF);
        if (stat != null && (stat.mode() & S_IFMT) == S_IFIFO) {
          parts.kernel().attributes().chown(fd, SELF, uid, gid);
        }
      } finally {
        parts.kernel().io().close(fd);
      }
    } catch (SyscallException e) {
      // The process is gone, or has no such stream; its start will tell.
      return;
    }
  }
}
