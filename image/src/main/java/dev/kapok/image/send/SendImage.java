package dev.kapok.image.send;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStore;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.LayerChain;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Packing;
import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.LayerTars;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies an image out of the store.
 *
 * <p>Its configuration stays as it is, to the byte, and so do its layers' tars: diff ids and the
 * image's id never change. Where the target has all layers in the form in which the image came, its
 * manifest stays as it is, too.
 */
public final class SendImage {
  private final StateDatabase database;
  private final LayerStore layers;
  private final ImageStore images;
  private final LayerTars tars;
  private final Progress progress;

  /** Reads a store, and tells how it goes on. */
  public SendImage(
      StateDatabase database,
      LayerStore layers,
      ImageStore images,
      LayerTars tars,
      Progress progress) {
    this.database = database;
    this.layers = layers;
    this.images = images;
    this.tars = tars;
    this.progress = progress;
  }

  /**
   * Sends one image; the target is not committed.
   *
   * @param names that it gets there, where the target itself has none for it
   * @return the manifest that the target has now
   * @throws IllegalArgumentException where the options cannot be followed
   * @throws IOException where the target fails, or the store has something else than it should
   */
  public ImageManifest send(
      StoredImage image, ImageTarget target, List<ImageReference> names, SendOptions options)
      throws IOException {
    ImageManifest sent = sendBlobs(image, target, options);
    progress.note("Writing manifest to image destination");
    target.finish(sent, names);
    return sent;
  }

  /**
   * Sends all of an image but its manifest.
   *
   * @return the manifest that it must have there
   */
  public ImageManifest sendBlobs(StoredImage image, ImageTarget target, SendOptions options)
      throws IOException {
    ImageManifest manifest =
        ImageManifest.parse("image " + image.id(), images.manifest(image.id()));
    byte[] config = config(image);
    List<Layer> chain = LayerChain.of(layers, image.topLayer());
    if (chain.size() != manifest.layers().size()) {
      throw new ImageFormatException(
          "image "
              + image.id()
              + " has "
              + chain.size()
              + " layers in the store, its manifest names "
              + manifest.layers().size());
    }
    String type = options.manifestType(manifest, target);
    Map<Digest, KnownBlob> blobs = sendLayers(manifest, chain, target, type, options);
    ImageManifest sent =
        new ManifestRewriter(manifest, type)
            .with(Hashes.sha256(config), config.length, chain, blobs);
    target.putConfig(sent.config(), config);
    remember(chain, blobs, target.place());
    return sent;
  }

  private static byte[] config(StoredImage image) throws IOException {
    byte[] bytes = image.config().getBytes(StandardCharsets.UTF_8);
    if (!Hashes.sha256(bytes).hex().equals(image.id())) {
      throw new ImageFormatException(
          "the configuration of image " + image.id() + " is no valid UTF-8: it cannot be copied");
    }
    return bytes;
  }

  private Map<Digest, KnownBlob> sendLayers(
      ImageManifest manifest,
      List<Layer> chain,
      ImageTarget target,
      String type,
      SendOptions options)
      throws IOException {
    Compression chosen = options.compression();
    Compression compression = chosen == null || target.strict() ? target.compression() : chosen;
    // A level of gzip's says nothing of a layer that is not compressed at all.
    int level = compression == Compression.NONE ? -1 : options.level();
    Packing packing = new Packing(compression, level);
    KnownForms forms = new KnownForms(new LayerBlobs(database), target, type, options, packing);
    List<SendLayers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      Descriptor came = manifest.layers().get(i);
      tasks.add(new SendLayers.Task(chain.get(i), forms.of(chain.get(i).diffId(), came)));
    }
    return new SendLayers(tars, target, packing, progress).send(tasks);
  }

  private void remember(List<Layer> chain, Map<Digest, KnownBlob> blobs, @Nullable String place) {
    if (place == null) {
      return;
    }
    LayerBlobs table = new LayerBlobs(database);
    try (Tx tx = database.begin()) {
      for (Layer layer : chain) {
        KnownBlob blob = blobs.get(layer.diffId());
        if (blob != null) {
          table.add(
              tx,
              layer.diffId(),
              new KnownBlob(blob.digest(), blob.size(), blob.compression(), List.of(place)));
        }
      }
      tx.commit();
    }
  }
}
