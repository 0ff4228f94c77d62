package dev.kapok.libpod.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mount that the user asked for.
 *
 * @param source a host path (bind), a pattern of such (glob), a volume's name (volume; null for an
 *     anonymous one), the name or id of an image (image), null (others)
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

  /** Returns what stands behind "=" in an option, null where there is no such option. */
  public @Nullable String value(String key) {
    String start = key + "=";
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith(start)) {
        return options.get(i).substring(start.length());
      }
    }
    return null;
  }

  /**
   * Returns what stands behind the first "=" of options of this kind, which a mount may have
   * several of, each a name and a value: {@code volume-label=NAME=VALUE}.
   */
  public Map<String, String> values(String key) {
    String start = key + "=";
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith(start)) {
        String text = options.get(i).substring(start.length());
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        values.put(name, equals < 0 ? "" : text.substring(equals + 1));
      }
    }
    return values;
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
    /** The files of an image, written to an upper layer that goes with each end. */
    IMAGE,
    /** Only in requests: a bind for each path that fits. */
    GLOB
  }
}
