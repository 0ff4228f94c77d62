package dev.kapok.image.archive;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import java.util.List;

/**
 * An image in an archive.
 *
 * @param source of its documents and layers; need not be closed
 * @param names that it shall get, possibly none
 */
public record ArchivedImage(ImageSource source, List<ImageReference> names) {
  /** Copies the names. */
  public ArchivedImage {
    names = List.copyOf(names);
  }
}
