package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.KernelDoor;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process in a new user namespace, by unshare(1), for as long as it takes to open that. */
@KernelDoor
final class UserNamespaceHolder {
  private static final String ACTION = "make a user namespace";

  private UserNamespaceHolder() {}

  static int open(IdMaps maps) {
    Process holder = start();
    try {
      // It says a word once it is inside, and ends when its input does.
      int word = holder.getInputStream().read();
      if (word < 0) {
        throw new SyscallException(ACTION, Errno.EPERM, "unshare --user");
      }
      String proc = "/proc/" + holder.pid();
      write(proc + "/uid_map", maps.users().text());
      write(proc + "/gid_map", maps.groups().text());
      byte[] path = Calls.path(proc + "/ns/user");
      return (int)
          Calls.check(
              ACTION, proc, () -> C.open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC, 0));
    } catch (IOException e) {
      throw new SyscallException(ACTION, Errno.EIO, e.getMessage());
    } finally {
      holder.destroyForcibly();
      holder.onExit().join();
    }
  }

  private static Process start() {
    try {
      return new ProcessBuilder("unshare", "--user", "sh", "-c", "echo; read _")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new SyscallException(ACTION, Errno.ENOENT, "unshare: " + e.getMessage());
    }
  }

  /** The kernel takes a map in one write or not at all; its refusal is EINVAL or EPERM. */
  private static void write(String file, String map) {
    if (map.isEmpty()) {
      throw new SyscallException(ACTION, Errno.EINVAL, file);
    }
    try {
      Files.write(Path.of(file), map.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      boolean denied = String.valueOf(e.getMessage()).contains("not permitted");
      throw new SyscallException(ACTION, denied ? Errno.EPERM : Errno.EINVAL, map.trim());
    }
  }
}
