package dev.kapok.image;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import java.io.IOException;

/** What a name outside the store leads to: one image, or images for several platforms. */
public interface ImageChoice {
  /** How deep indexes may lie in indexes. */
  int MAX_DEPTH = 4;

  /** Names it in messages: {@code oci:/tmp/x}, a reference … */
  String describe();

  /** Returns the document that the name leads to. */
  ManifestDocument top() throws IOException;

  /** Returns a document that an index here names, verified. */
  ManifestDocument document(Descriptor entry) throws IOException;

  /** Returns the image of a manifest that was found here. */
  ImageSource image(ImageManifest manifest);

  /**
   * Chooses the image that runs best on a platform.
   *
   * @throws ImageFormatException where none fits
   */
  default ImageSource choose(Platform platform) throws IOException {
    ManifestDocument document = top();
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      if (document instanceof ImageManifest manifest) {
        return image(manifest);
      }
      if (document instanceof ManifestIndex index) {
        document = document(index.choose(describe(), platform));
      }
    }
    throw new ImageFormatException(describe() + " has indexes in indexes, too deep");
  }
}
