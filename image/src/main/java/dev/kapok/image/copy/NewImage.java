package dev.kapok.image.copy;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageReference;
import dev.kapok.image.StoredImage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image that is another one with a layer on top, or a layer alone.
 *
 * @param base the image beneath, null for none
 * @param baseManifest the manifest of the image beneath, empty for none
 * @param squash whether the layer holds what the image beneath holds too
 * @param config the object {@code config} of the configuration: what containers get by default
 * @param changes made to it, in their order
 * @param author null for the base's
 * @param comment that the history keeps, null for none
 * @param createdBy the command that made the layer
 * @param docker whether its documents are docker's instead of OCI's
 * @param name of the image, null for none
 */
@SuppressWarnings("ArrayRecordComponent") // a document; never compared as a record
public record NewImage(
    @Nullable StoredImage base,
    byte[] baseManifest,
    boolean squash,
    Map<String, Object> config,
    List<ConfigChange> changes,
    @Nullable String author,
    @Nullable String comment,
    String createdBy,
    boolean docker,
    @Nullable ImageReference name) {
  /** Copies the changes. */
  public NewImage {
    changes = List.copyOf(changes);
  }
}
