package dev.kapok.image.list;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.LayerChain;
import dev.kapok.image.StoredImage;
import dev.kapok.image.registry.Place;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image of this store with its blobs as its manifest names them: an uncompressed layer is
 * written again from its files; a compressed one, which the store does not keep, comes from a
 * registry that is known to have had it.
 */
final class StoredSource implements ImageSource {
  private final StoredImage image;
  private final ImageManifest manifest;
  private final List<Layer> chain;
  private final LayerTars tars;
  private final LayerBlobs blobs;
  private final Registries registries;

  StoredSource(
      StoredImage image,
      ImageManifest manifest,
      LayerStore layers,
      LayerTars tars,
      LayerBlobs blobs,
      Registries registries) {
    this.image = image;
    this.manifest = manifest;
    this.chain = LayerChain.of(layers, image.topLayer());
    this.tars = tars;
    this.blobs = blobs;
    this.registries = registries;
  }

  @Override
  public String describe() {
    return "image " + image.id();
  }

  @Override
  public ImageManifest manifest() {
    return manifest;
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    if (blob.digest().equals(manifest.config().digest())) {
      return new ByteArrayInputStream(image.config().getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < chain.size() && i < manifest.layers().size(); i++) {
      if (manifest.layers().get(i).digest().equals(blob.digest())) {
        Layer layer = chain.get(i);
        return layer.diffId().equals(blob.digest())
            ? tars.open(layer.id())
            : remembered(layer, blob);
      }
    }
    throw new BlobGoneException(blob.digest());
  }

  private InputStream remembered(Layer layer, Descriptor blob) throws BlobGoneException {
    for (KnownBlob known : blobs.of(layer.diffId())) {
      if (known.digest().equals(blob.digest())) {
        for (String place : known.places()) {
          InputStream in = opened(place, blob);
          if (in != null) {
            return in;
          }
        }
      }
    }
    throw new BlobGoneException(blob.digest());
  }

  private @Nullable InputStream opened(String place, Descriptor blob) {
    try {
      ImageReference name = ImageReference.parse(place).withDigest(blob.digest().toString());
      Place last = registries.places(name).getLast();
      return registries.client(last).choice(blob.digest().toString()).image(manifest).open(blob);
    } catch (IOException | RuntimeException _) {
      // It was only remembered; the registry may be gone for long.
      return null;
    }
  }

  @Override
  public void close() {}
}
