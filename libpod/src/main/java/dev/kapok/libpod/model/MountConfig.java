package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mount that the user asked for.
 *
 * @param source a host path (bind), a pattern of such (glob), a volume's name (volume; null for an
 *     anonymous one), null (others)
 * @param target an absolute path in the container; empty for a pattern whose paths keep theirs
 * @param options as in fstab, plus size, mode and propagation; checked by the parser
 */
public record MountConfig(Type type, @Nullable String source, String target, List<String> options) {
  /** Copies the options. */
  public MountConfig {
    options = List.copyOf(options);
  }

  private static final List<String> PROPAGATION =
      List.of(
          "private",
          "rprivate",
          "shared",
          "rshared",
          "slave",
          "rslave",
          "unbindable",
          "runbindable");

  /** Tells whether an option says how mounts propagate (mount_namespaces(7)). */
  public static boolean isPropagation(String option) {
    return PROPAGATION.contains(option);
  }

  /** Tells whether files of the host are mounted: a folder of its own or a volume. */
  public boolean isOfHost() {
    return type == Type.BIND || type == Type.VOLUME;
  }

  /** What kind of thing is mounted. */
  public enum Type {
    BIND,
    VOLUME,
    TMPFS,
    RAMFS,
    DEVPTS,
    /** Only in requests: a bind for each path that fits. */
    GLOB
  }
}
