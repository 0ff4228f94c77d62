package dev.kapok.libpod.conmon;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What conmon shall monitor, and how.
 *
 * @param id of the container
 * @param name of the container
 * @param bundle its folder: config.json, and conmon's sockets and fifos
 * @param persistDir where the exit code is kept besides
 * @param runtime the low-level runtime's absolute path
 * @param runtimeArgs what stands before the runtime's command
 * @param runtimeLog the file with the runtime's JSON log
 * @param logPath where the output is logged; null for nowhere
 * @param logSizeMax in bytes, −1 for no limit
 * @param exitCommand the program that conmon runs at the end, with its arguments; empty for none
 * @param exec the exec session to start, null to start the container
 */
public record ConmonRequest(
    String id,
    String name,
    String bundle,
    String exitDir,
    String persistDir,
    String runtime,
    List<String> runtimeArgs,
    String runtimeLog,
    boolean systemdCgroup,
    boolean syslog,
    @Nullable String logPath,
    long logSizeMax,
    boolean terminal,
    boolean stdin,
    String logLevel,
    List<String> exitCommand,
    @Nullable Exec exec) {
  /** Copies the lists. */
  public ConmonRequest {
    runtimeArgs = List.copyOf(runtimeArgs);
    exitCommand = List.copyOf(exitCommand);
  }

  /**
   * An exec session.
   *
   * @param processSpec the file with its OCI process
   * @param attach whether the engine will attach to it
   * @param preserveFds how many descriptors from 3 on it gets
   */
  public record Exec(String processSpec, boolean attach, int preserveFds) {}

  /** Returns the file where the runtime writes the first process's pid. */
  public String pidFile() {
    return bundle + "/pidfile";
  }

  /** Returns the file where conmon writes its own pid. */
  public String conmonPidFile() {
    return bundle + "/conmon.pid";
  }

  /** Returns the attach socket. */
  public String attachSocket() {
    return bundle + "/attach";
  }
}
