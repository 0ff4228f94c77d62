package dev.kapok.image.archive;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.util.List;

/**
 * An image in an archive, or images for several platforms under one name.
 *
 * @param choice of its documents and layers
 * @param platform which image is taken where there are several
 * @param names that it shall get, possibly none
 */
public record ArchivedImage(ImageChoice choice, Platform platform, List<ImageReference> names) {
  /** Copies the names. */
  public ArchivedImage {
    names = List.copyOf(names);
  }

  /** Returns the image; need not be closed. */
  public ImageSource source() throws IOException {
    return choice.choose(platform);
  }
}
