package dev.kapok.libpod;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What image a container shall become.
 *
 * @param name of the image, null for none
 * @param author null for that of the container's image
 * @param message that the history keeps, null for none; docker's format only
 * @param changes to the configuration, in their order
 * @param docker whether the image has docker's format instead of OCI's
 * @param squash whether all layers become one
 * @param includeVolumes whether the container's volumes become the image's, without their content
 * @param pause whether a running container is frozen meanwhile
 */
public record CommitOptions(
    @Nullable ImageReference name,
    @Nullable String author,
    @Nullable String message,
    List<ConfigChange> changes,
    boolean docker,
    boolean squash,
    boolean includeVolumes,
    boolean pause) {
  /** Copies the changes. */
  public CommitOptions {
    changes = List.copyOf(changes);
  }
}
