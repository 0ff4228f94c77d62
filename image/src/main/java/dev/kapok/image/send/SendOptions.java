package dev.kapok.image.send;

import dev.kapok.image.stream.Compression;
import org.jspecify.annotations.Nullable;

/**
 * How an image shall leave the store.
 *
 * @param manifestType the media type of its manifest, null for what the target wants or the image
 *     came with
 * @param compression of its layers, null for the target's usual one or whatever is there already
 * @param level of the compression, −1 for its default
 * @param force whether layers that are there in another compression are sent again
 */
public record SendOptions(
    @Nullable String manifestType, @Nullable Compression compression, int level, boolean force) {
  /** As the target has it. */
  public static final SendOptions DEFAULT = new SendOptions(null, null, -1, false);
}
