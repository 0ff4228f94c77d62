package dev.kapok.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as lists show it.
 *
 * @param id the SHA-256 of its configuration, 64 hex digits
 * @param names the full references it is known by, empty for a dangling image
 * @param digest of its manifest, null where it came without one
 * @param created when it was made, in seconds since the epoch
 * @param size of all its layers, in bytes
 * @param labels a JSON object, or null where it has none
 * @param readOnly whether it is in an additional store, where it cannot be removed
 * @param intermediate whether it has no name and another image was built on it
 */
public record ImageSummary(
    String id,
    List<String> names,
    @Nullable String digest,
    long created,
    long size,
    @Nullable String labels,
    boolean readOnly,
    boolean intermediate) {
  /** Copies the names. */
  public ImageSummary {
    names = List.copyOf(names);
  }

  /** Tells whether neither a name nor another image leads to the image any more. */
  public boolean dangling() {
    return names.isEmpty() && !intermediate;
  }
}
