package dev.kapok.image.archive;

import dev.kapok.image.ImageSource;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import java.io.IOException;
import java.io.InputStream;

/** An image whose blobs are files that are named after their digests. */
final class BlobImage implements ImageSource {
  /** Says where a blob lies. */
  interface BlobNames {
    String of(Descriptor blob);
  }

  private final ArchiveFiles files;
  private final BlobNames names;
  private final ImageManifest manifest;

  BlobImage(ArchiveFiles files, BlobNames names, ImageManifest manifest) {
    this.files = files;
    this.names = names;
    this.manifest = manifest;
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public ImageManifest manifest() {
    return manifest;
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return files.open(names.of(blob));
  }

  @Override
  public void close() {}
}
