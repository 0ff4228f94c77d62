package dev.kapok.image;

import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image that is meant where a name leads to a list: containers are made of images only.
 * On the path of commands that must start fast.
 */
public final class ListedImage {
  private ListedImage() {}

  /**
   * Returns the image that runs best on a platform.
   *
   * @param found an image, which is returned, or a list
   * @return null where the list has none for the platform, or it is not in this store
   */
  public static @Nullable StoredImage of(
      ImageStore images, StoredImage found, @Nullable Platform platform) {
    if (!found.list()) {
      return found;
    }
    String origin = "list " + found.id();
    try {
      ManifestDocument document = ManifestDocument.parse(origin, images.manifest(found.id()));
      if (!(document instanceof ManifestIndex index)) {
        return null;
      }
      Platform wanted = platform == null ? Platform.host() : platform;
      return images.instance(found.id(), index.choose(origin, wanted).digest().toString());
    } catch (ImageFormatException e) {
      // It has no image for the platform; whoever asked says so in his own words.
      return null;
    }
  }
}
