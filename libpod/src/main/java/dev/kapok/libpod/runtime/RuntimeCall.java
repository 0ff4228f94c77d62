package dev.kapok.libpod.runtime;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Kernel;
import java.nio.charset.StandardCharsets;

/** A call of the runtime that is under way. */
public final class RuntimeCall {
  private static final int MAX_LOG = 64 << 10;

  private final Kernel kernel;
  private final String what;
  private final int pid;
  private final int logFd;

  RuntimeCall(Kernel kernel, String what, int pid, int logFd) {
    this.kernel = kernel;
    this.what = what;
    this.pid = pid;
    this.logFd = logFd;
  }

  /**
   * Waits for the end.
   *
   * @throws KapokException in the runtime's words where it failed
   */
  public void await() {
    byte[] log = new byte[MAX_LOG];
    int length = 0;
    try {
      int count;
      while (length < log.length
          && (count = kernel.io().read(logFd, log, length, log.length - length)) > 0) {
        length += count;
      }
    } finally {
      kernel.io().close(logFd);
    }
    int status = kernel.processes().await(pid);
    if (status != 0) {
      String text = RuntimeLog.lastError(new String(log, 0, length, StandardCharsets.UTF_8));
      throw RuntimeLog.failure(
          what, text.isEmpty() ? "it ended with exit code " + status + " and said nothing" : text);
    }
  }
}
