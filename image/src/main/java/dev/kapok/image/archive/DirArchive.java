package dev.kapok.image.archive;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ManifestDocument;
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
  public List<ArchivedImage> images() {
    ImageChoice choice =
        new BlobChoice(files, DirArchive::blobName, DirArchive::manifestName, this::top);
    return List.of(new ArchivedImage(choice, platform, List.of()));
  }

  private ManifestDocument top() throws IOException {
    byte[] bytes = files.read(DockerArchive.MANIFEST, ManifestDocument.MAX_BYTES);
    return ManifestDocument.parse(describe(), bytes);
  }

  private static String manifestName(Descriptor manifest) {
    return manifest.digest().hex() + DirTarget.MANIFEST_SUFFIX;
  }

  private static String blobName(Descriptor blob) {
    return blob.digest().hex();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
