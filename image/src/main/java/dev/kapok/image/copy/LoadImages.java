package dev.kapok.image.copy;

import dev.kapok.image.ImageReference;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchivedImage;
import dev.kapok.image.archive.ImageArchive;
import dev.kapok.image.archive.OpenArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings all images of an archive into the store, whatever kind of archive it is. */
public final class LoadImages {
  private final OpenArchive open;
  private final CopyImage copy;

  /** Remembers how archives are opened and how images are copied. */
  public LoadImages(OpenArchive open, CopyImage copy) {
    this.open = open;
    this.copy = copy;
  }

  /** Loads the images of a file or folder; returns them in the order in which they lie there. */
  public List<StoredImage> load(Path path) throws IOException {
    try (ImageArchive archive = open.open(path)) {
      return load(archive, List.of());
    }
  }

  /** Loads the images of an archive that comes as a stream, which the caller closes. */
  public List<StoredImage> load(InputStream in) throws IOException {
    try (ImageArchive archive = open.open(in, "stdin")) {
      return load(archive, List.of());
    }
  }

  /**
   * Copies the images of an open archive.
   *
   * @param otherwise the names of an image that has none in the archive
   */
  List<StoredImage> load(ImageArchive archive, List<ImageReference> otherwise) throws IOException {
    List<StoredImage> loaded = new ArrayList<>();
    for (ArchivedImage image : archive.images()) {
      loaded.add(copy.copy(image.source(), image.names().isEmpty() ? otherwise : image.names()));
    }
    return loaded;
  }
}
