package dev.kapok.libpod.bundle;

import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The pipes between conmon and a container: programs open {@code /dev/stdout} anew, which somebody
 * in another user namespace may do only with pipes of his own.
 */
final class StandardPipes {
  private static final byte[] SELF = {};

  private final EngineParts parts;
  private final int uid;
  private final int gid;

  /**
   * Will give pipes to a user.
   *
   * @param maps of the user namespace
   */
  StandardPipes(EngineParts parts, ProcessUser user, IdMaps maps) {
    this.parts = parts;
    this.uid = maps.user(user.uid());
    this.gid = maps.group(user.gid());
  }

  /** Gives a process's own; terminals and files stay as they are. */
  void giveOf(int pid) {
    for (int fd = 0; fd <= 2; fd++) {
      give(folder(pid), Integer.toString(fd));
    }
  }

  /**
   * Gives those of a process that has yet to be made: its monitor has no other pipes.
   *
   * @param first the least descriptor of the monitor that is not the caller's own
   */
  void giveOfMonitor(int pid, int first) {
    List<String> names = parts.disk().list(folder(pid));
    for (int i = 0; i < names.size(); i++) {
      if (Integer.parseInt(names.get(i)) >= first) {
        give(folder(pid), names.get(i));
      }
    }
  }

  private static String folder(int pid) {
    return "/proc/" + pid + "/fd";
  }

  private void give(String folder, String name) {
    String path = folder + "/" + name;
    try {
      // Unlike a fifo that has a name.
      byte[] link = parts.kernel().tree().readlink(FileTree.CWD, bytes(path));
      if (!new String(link, StandardCharsets.UTF_8).startsWith("pipe:")) {
        return;
      }
      int fd = parts.kernel().io().open(path, OpenFlags.O_PATH, 0);
      try {
        parts.kernel().attributes().chown(fd, SELF, uid, gid);
      } finally {
        parts.kernel().io().close(fd);
      }
    } catch (SyscallException e) {
      // The process is gone, or has no such stream; its start will tell.
      return;
    }
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
