package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.util.List;

/**
 * A folder as skopeo's transport dir writes it: manifest.json, and each blob in a file that is
 * named by the hexadecimal part of its digest. It holds no name.
 */
final class DirArchive implements ImageArchive {
  private final ArchiveFiles files;
  private final Platform platform;

  DirArchive(ArchiveFiles files, Platform platform) {
    this.files = files;
    this.platform = platform;
  }

  @Override
  public String transport() {
    return "dir";
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public List<ArchivedImage> images() throws IOException {
    ManifestDocument document = read(DockerArchive.MANIFEST);
    if (document instanceof ManifestIndex index) {
      document = read(index.choose(describe(), platform).digest().hex() + ".manifest.json");
    }
    if (document instanceof ImageManifest manifest) {
      return List.of(
          new ArchivedImage(new BlobImage(files, DirArchive::blobName, manifest), List.of()));
    }
    throw new ImageFormatException(describe() + " has indexes in indexes");
  }

  private ManifestDocument read(String name) throws IOException {
    return ManifestDocument.parse(describe(), files.read(name, ManifestDocument.MAX_BYTES));
  }

  private static String blobName(Descriptor blob) {
    return blob.digest().hex();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
