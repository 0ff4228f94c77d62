package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * What a container sees as "/".
 *
 * @param image what the user asked for; null with {@code --rootfs}
 * @param imageId the image's id once it is known
 * @param imageName the image's full name once it is known
 * @param topLayer the image's last layer once it is known
 * @param path the folder of {@code --rootfs}, else null
 * @param readOnly whether "/" is mounted read-only
 * @param readOnlyTmpfs whether a read-only container gets tmpfs on /run, /tmp and /var/tmp
 */
public record RootFsConfig(
    @Nullable String image,
    @Nullable String imageId,
    @Nullable String imageName,
    @Nullable String topLayer,
    @Nullable String path,
    boolean readOnly,
    boolean readOnlyTmpfs) {
  /** Tells whether it is empty: for what only holds the namespaces of a pod. */
  public boolean isEmpty() {
    return image == null && path == null;
  }
}
