package dev.kapok.cli.tree;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Host;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TextFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Without root, mounts are made in a mount namespace of the engine's own, where only those see them
 * who are in it: programs started by {@code unshare}.
 */
public final class OwnNamespace {
  private static final String PARENT = "\nPPid:";
  private static final int MAX_TEXT = 8192;

  private OwnNamespace() {}

  /** Refuses a caller who would not see a mount. */
  public static void require(Session session) {
    if (Host.rootless() && !isCallerInside(session.services().kernel())) {
      throw new UsageException(
          "cannot run command \""
              + session.path()
              + "\" in rootless mode, must execute `kapok unshare` first");
    }
  }

  private static boolean isCallerInside(Kernel kernel) {
    try {
      String status = new TextFile(kernel.io()).read("/proc/self/status", MAX_TEXT);
      int start = status.indexOf(PARENT) + PARENT.length();
      String parent = status.substring(start, status.indexOf('\n', start)).trim();
      return Arrays.equals(namespace(kernel, "self"), namespace(kernel, parent));
    } catch (SyscallException e) {
      return false;
    }
  }

  private static byte[] namespace(Kernel kernel, String process) {
    byte[] link = ("/proc/" + process + "/ns/mnt").getBytes(StandardCharsets.US_ASCII);
    return kernel.tree().readlink(FileTree.CWD, link);
  }
}
