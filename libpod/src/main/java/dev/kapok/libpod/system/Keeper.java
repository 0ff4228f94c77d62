package dev.kapok.libpod.system;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Signals;

/**
 * The process that keeps a rootless user's namespaces. The launcher starts it and notes it in
 * {@code pause.pid}: its pid, its start time and its namespaces (keeper.h).
 */
final class Keeper {
  private static final long PATIENCE = 10_000;

  private final EngineParts parts;
  private final String folder;

  /** Knows the keeper that is noted in a user's run folder. */
  Keeper(EngineParts parts, String folder) {
    this.parts = parts;
    this.folder = folder;
  }

  /**
   * Ends it and removes the note. The launcher's lock is held meanwhile, so that no command in
   * between finds it half ended; the next one makes new namespaces.
   */
  void end() {
    int lock = parts.locks().acquire(folder + "/pause.lock", PATIENCE);
    if (lock < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "end the process that keeps the user namespace: another command is starting it; try"
              + " again");
    }
    try {
      String note = parts.disk().read(folder + "/pause.pid");
      if (note != null) {
        end(note.trim().split(" ", -1));
        parts.disk().deleteFile(folder + "/pause.pid");
      }
    } finally {
      parts.locks().unlock(lock);
    }
  }

  private void end(String[] note) {
    int pid;
    long started;
    try {
      pid = Integer.parseInt(note[0]);
      started = note.length > 1 ? Long.parseLong(note[1]) : 0;
    } catch (NumberFormatException e) {
      return; // the launcher does not believe such a note either
    }
    if (pid > 0 && started > 0 && parts.kernel().pids().startTime(pid) == started) {
      parts.kernel().pids().kill(pid, Signals.SIGTERM);
      parts.kernel().pids().awaitExit(pid, PATIENCE);
    }
  }
}
