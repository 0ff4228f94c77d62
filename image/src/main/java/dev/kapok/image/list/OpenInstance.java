package dev.kapok.image.list;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ImageStore;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchivedImage;
import dev.kapok.image.archive.ImageArchive;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the instances of lists where they come from. */
public final class OpenInstance {
  private final ImageStore images;
  private final LayerStore layers;
  private final LayerTars tars;
  private final LayerBlobs blobs;
  private final Registries registries;
  private final OpenArchive archives;

  /** Takes the store, the registries and what opens archives. */
  public OpenInstance(
      ImageStore images,
      LayerStore layers,
      LayerTars tars,
      LayerBlobs blobs,
      Registries registries,
      OpenArchive archives) {
    this.images = images;
    this.layers = layers;
    this.tars = tars;
    this.blobs = blobs;
    this.registries = registries;
    this.archives = archives;
  }

  /** Returns the image of this store that an instance is; null where it comes from elsewhere. */
  @Nullable StoredImage local(Origin origin) {
    String source = origin.source();
    return source.startsWith(Origin.LOCAL)
        ? images.find(source.substring(Origin.LOCAL.length()))
        : null;
  }

  /** Opens an instance. */
  ImageSource open(Origin origin) throws IOException {
    String source = origin.source();
    ImageManifest manifest = ImageManifest.parse(source, origin.manifest());
    if (source.startsWith(Origin.LOCAL)) {
      StoredImage image = local(origin);
      if (image == null) {
        throw new ImageFormatException(
            "image "
                + source.substring(Origin.LOCAL.length())
                + ", of which instance "
                + manifest.digest()
                + " is made, was removed: add it again, or remove the instance from the list");
      }
      return new StoredSource(image, manifest, layers, tars, blobs, registries);
    }
    return source.startsWith(Origin.REGISTRY)
        ? remote(source.substring(Origin.REGISTRY.length()), manifest)
        : archived(source, manifest);
  }

  private ImageSource remote(String name, ImageManifest manifest) throws IOException {
    return registries.firstAnswer(
        List.of(ImageReference.parse(name)),
        (_, choice) -> {
          // The place is asked for the manifest, so that one that lacks the image is passed over.
          choice.top();
          return choice.image(manifest);
        });
  }

  private ImageSource archived(String source, ImageManifest manifest) throws IOException {
    // No image is named after the path, in which there may be colons.
    ImageArchive archive = archives.open(Path.of(source.substring(source.indexOf(':') + 1)));
    try {
      for (ArchivedImage image : archive.images()) {
        ManifestDocument top = image.choice().top();
        if (!(top instanceof ImageManifest) || top.digest().equals(manifest.digest())) {
          return new Archived(archive, image.choice().image(manifest));
        }
      }
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
    archive.close();
    throw new ImageFormatException(source + " has changed: no image there is " + manifest.digest());
  }

  /** An image of an archive that is closed with it. */
  private record Archived(ImageArchive archive, ImageSource image) implements ImageSource {
    @Override
    public String describe() {
      return image.describe();
    }

    @Override
    public ImageManifest manifest() throws IOException {
      return image.manifest();
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
      return image.open(blob);
    }

    @Override
    public void close() throws IOException {
      archive.close();
    }
  }
}
