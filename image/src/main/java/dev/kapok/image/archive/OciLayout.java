package dev.kapok.image.archive;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ShortNames;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout, in a folder or a tar. Entries of index.json that carry a name are an image
 * each; where none does, they are one image for several platforms.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image
 *     spec, image layout</a>
 */
final class OciLayout implements ImageArchive {
  static final String INDEX = "index.json";
  static final String MARKER = "oci-layout";
  private static final String FULL_NAME = "io.containerd.image.name";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final ArchiveFiles files;
  private final List<ImageReference> otherwise;
  private final Platform platform;

  /** Reads a layout; {@code otherwise} are the names of an image to which the index gives none. */
  OciLayout(ArchiveFiles files, List<ImageReference> otherwise, Platform platform) {
    this.files = files;
    this.otherwise = List.copyOf(otherwise);
    this.platform = platform;
  }

  @Override
  public String transport() {
    return files instanceof TarFiles ? "oci-archive" : "oci";
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public List<ArchivedImage> images() throws IOException {
    byte[] bytes = files.read(INDEX, ManifestDocument.MAX_BYTES);
    if (!(ManifestDocument.parse(describe(), bytes) instanceof ManifestIndex index)
        || index.manifests().isEmpty()) {
      throw new ImageFormatException(INDEX + " in " + describe() + " lists no image");
    }
    List<ArchivedImage> images = new ArrayList<>();
    for (Descriptor entry : index.manifests()) {
      ImageReference name = name(entry);
      if (name != null) {
        images.add(new ArchivedImage(choice(entry), platform, List.of(name)));
      }
    }
    if (images.isEmpty()) {
      List<Descriptor> all = index.manifests();
      ImageChoice choice = all.size() == 1 ? choice(all.getFirst()) : choice(() -> index);
      images.add(new ArchivedImage(choice, platform, otherwise));
    }
    return images;
  }

  private @Nullable ImageReference name(Descriptor entry) throws ImageFormatException {
    String full = entry.annotations().get(FULL_NAME);
    String name = full != null ? full : entry.annotations().get(REF_NAME);
    try {
      return name == null || name.isEmpty() ? null : ShortNames.local(name);
    } catch (InvalidReferenceException e) {
      throw new ImageFormatException(INDEX + " in " + describe() + ": " + e.getMessage(), e);
    }
  }

  private ImageChoice choice(Descriptor entry) {
    return choice(() -> BlobChoice.read(files, OciLayout::blobName, entry));
  }

  private ImageChoice choice(BlobChoice.Top top) {
    return new BlobChoice(files, OciLayout::blobName, OciLayout::blobName, top);
  }

  private static String blobName(Descriptor blob) {
    return "blobs/" + blob.digest().algorithm() + "/" + blob.digest().hex();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
