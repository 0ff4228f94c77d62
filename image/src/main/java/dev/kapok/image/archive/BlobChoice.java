package dev.kapok.image.archive;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageSource;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.stream.VerifiedStream;
import java.io.IOException;

/** Images whose blobs and manifests are files that are named after their digests. */
final class BlobChoice implements ImageChoice {
  /** Reads the document that a name leads to. */
  interface Top {
    ManifestDocument read() throws IOException;
  }

  private final ArchiveFiles files;
  private final BlobImage.BlobNames blobs;
  private final BlobImage.BlobNames manifests;
  private final Top top;

  /**
   * Remembers where everything lies.
   *
   * @param blobs says where configurations and layers lie
   * @param manifests says where the manifests lie that an index names
   */
  BlobChoice(
      ArchiveFiles files, BlobImage.BlobNames blobs, BlobImage.BlobNames manifests, Top top) {
    this.files = files;
    this.blobs = blobs;
    this.manifests = manifests;
    this.top = top;
  }

  /** Reads a document that must have the digest of its descriptor. */
  static ManifestDocument read(ArchiveFiles files, BlobImage.BlobNames names, Descriptor entry)
      throws IOException {
    if (entry.size() > ManifestDocument.MAX_BYTES) {
      throw new ImageFormatException(
          "manifest "
              + entry.digest()
              + " in "
              + files.describe()
              + " has "
              + entry.size()
              + " bytes");
    }
    byte[] bytes = VerifiedStream.readAll(files.open(names.of(entry)), entry);
    return ManifestDocument.parse(files.describe(), bytes);
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public ManifestDocument top() throws IOException {
    return top.read();
  }

  @Override
  public ManifestDocument document(Descriptor entry) throws IOException {
    return read(files, manifests, entry);
  }

  @Override
  public ImageSource image(ImageManifest manifest) {
    return new BlobImage(files, blobs, manifest);
  }
}
