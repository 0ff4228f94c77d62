package dev.kapok.image;

import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestIndex;
import java.io.IOException;
import java.util.List;

/**
 * A target that takes lists of images, too: the blobs of each instance come first, then its
 * manifest, then the next instance, and at the end the list.
 */
public interface ListTarget extends ImageTarget {
  /** Takes the manifest of one of the list's images, whose blobs are all here. */
  void putInstance(ImageManifest manifest) throws IOException;

  /**
   * Takes a list, whose images are all here.
   *
   * @param names that the list shall have here, where the target itself does not name it
   */
  void finishList(ManifestIndex list, List<ImageReference> names) throws IOException;
}
