package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mount that the user asked for.
 *
 * @param source a host path (bind), a volume's name (volume; null for an anonymous one), null
 *     (tmpfs)
 * @param target an absolute path in the container
 * @param options as in fstab, plus size, mode and propagation; checked by the parser
 */
public record MountConfig(Type type, @Nullable String source, String target, List<String> options) {
  /** Copies the options. */
  public MountConfig {
    options = List.copyOf(options);
  }

  /** What kind of thing is mounted. */
  public enum Type {
    BIND,
    VOLUME,
    TMPFS
  }
}
