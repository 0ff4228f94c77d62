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
 */
public record MountSpec(
    @Nullable String type,
    String source,
    String target,
    long flags,
    String data,
    @Nullable String directory) {}
