package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * A limit of setrlimit(2).
 *
 * @param name without RLIMIT_, lower case: "nofile"
 * @param soft −1 for unlimited
 * @param hard −1 for unlimited
 */
public record Ulimit(String name, long soft, long hard) {
  /** Tells whether there is a limit of this name. */
  public static boolean isKnown(String name) {
    return title(name) != null;
  }

  /** Returns what a limit is called in /proc/PID/limits (proc(5)); null for an unknown name. */
  public static @Nullable String title(String name) {
    return switch (name) {
      case "as" -> "Max address space";
      case "core" -> "Max core file size";
      case "cpu" -> "Max cpu time";
      case "data" -> "Max data size";
      case "fsize" -> "Max file size";
      case "locks" -> "Max file locks";
      case "memlock" -> "Max locked memory";
      case "msgqueue" -> "Max msgqueue size";
      case "nice" -> "Max nice priority";
      case "nofile" -> "Max open files";
      case "nproc" -> "Max processes";
      case "rss" -> "Max resident set";
      case "rtprio" -> "Max realtime priority";
      case "rttime" -> "Max realtime timeout";
      case "sigpending" -> "Max pending signals";
      case "stack" -> "Max stack size";
      default -> null;
    };
  }
}
