package dev.kapok.image.copy;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageReference;
import dev.kapok.image.spec.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What image a root file system shall become.
 *
 * @param origin where the tar comes from, for messages and the image's history
 * @param name of the image, null for none
 * @param message that the history keeps, null for one that names the origin
 * @param changes to the configuration, in their order
 * @param platform what the programs in it run on
 */
public record ImportRequest(
    String origin,
    @Nullable ImageReference name,
    @Nullable String message,
    List<ConfigChange> changes,
    Platform platform) {
  /** Copies the changes. */
  public ImportRequest {
    changes = List.copyOf(changes);
  }
}
