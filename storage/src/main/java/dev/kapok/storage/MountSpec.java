package dev.kapok.storage;

import org.jspecify.annotations.Nullable;

/**
 * A mount that a driver asks for; {@code driver.LayerMounter} makes it.
 *
 * @param type of the file system ("overlay"), or null for a bind mount
 * @param source what is mounted
 * @param data the options that the file system itself reads
 * @param flags MS_* of {@link dev.kapok.sys.Mounts}
 * @param directory where the relative paths in {@code data} start, null where all are absolute
 * @param program that mounts in the kernel's place, by its absolute path; null for mount(2)
 */
public record MountSpec(
    @Nullable String type,
    String source,
    String target,
    long flags,
    String data,
    @Nullable String directory,
    @Nullable String program) {
  /** Asks for a mount by the kernel itself. */
  public MountSpec(
      @Nullable String type,
      String source,
      String target,
      long flags,
      String data,
      @Nullable String directory) {
    this(type, source, target, flags, data, directory, null);
  }
}
