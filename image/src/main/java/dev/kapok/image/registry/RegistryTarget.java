package dev.kapok.image.registry;

import dev.kapok.image.ImageReference;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.ListTarget;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository of a registry that takes an image. */
final class RegistryTarget implements ListTarget {
  /** So many uploads run at once. */
  private static final int UPLOADS = 4;

  private final RegistryCall call;
  private final PushBlob blobs;
  private final @Nullable String reference;

  /** Sends to a tag or digest; null for the manifest's own digest. */
  RegistryTarget(RegistryCall call, RegistryOptions options, @Nullable String reference) {
    this.call = call;
    this.blobs = new PushBlob(call, options);
    this.reference = reference;
  }

  @Override
  public String describe() {
    return call.place() + (reference == null ? "" : ":" + reference);
  }

  @Override
  public @Nullable String manifestType() {
    return null;
  }

  @Override
  public Compression compression() {
    return Compression.GZIP;
  }

  @Override
  public int parallel() {
    return UPLOADS;
  }

  @Override
  public @Nullable KnownBlob find(List<KnownBlob> known) throws IOException {
    for (KnownBlob blob : known) {
      long size = blobs.size(blob.digest());
      if (size >= 0) {
        return new KnownBlob(blob.digest(), size, blob.compression(), blob.places());
      }
    }
    for (KnownBlob blob : known) {
      if (isMounted(blob)) {
        return blob;
      }
    }
    return null;
  }

  private boolean isMounted(KnownBlob blob) throws IOException {
    String prefix = call.place().host() + "/";
    for (String place : blob.places()) {
      if (place.startsWith(prefix)
          && !place.equals(place())
          && blobs.mount(blob.digest(), place.substring(prefix.length()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Descriptor putLayer(Digest diffId, Compression compression, BlobContent content)
      throws IOException {
    return blobs.upload(diffId.toString(), content);
  }

  @Override
  public void putConfig(Descriptor config, byte[] bytes) throws IOException {
    if (blobs.size(config.digest()) < 0) {
      blobs.upload(config.digest(), bytes);
    }
  }

  @Override
  public void finish(ImageManifest manifest, List<ImageReference> names) throws IOException {
    push(manifest);
  }

  @Override
  public void putInstance(ImageManifest manifest) throws IOException {
    new PushManifest(call).push(manifest.digest().toString(), manifest);
  }

  @Override
  public void finishList(ManifestIndex list, List<ImageReference> names) throws IOException {
    push(list);
  }

  private void push(ManifestDocument document) throws IOException {
    new PushManifest(call)
        .push(reference == null ? document.digest().toString() : reference, document);
  }

  @Override
  public void commit() {}

  @Override
  public String place() {
    return call.place().toString();
  }

  @Override
  public void close() {}
}
