package dev.kapok.image.copy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ImageStore;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.stream.VerifiedStream;
import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings an image from any source into the store.
 *
 * <p>Layers that are here already are not read again. The others are verified and unpacked while
 * they come in, several at once and without a lock; then layers, image and names appear together.
 * Whatever fails before that leaves nothing behind.
 */
public final class CopyImage {
  /** Somebody may remove a layer that was here when it was looked for; so it is tried again. */
  private static final int ATTEMPTS = 3;

  private final StateDatabase database;
  private final LayerStore layers;
  private final CommitImage commit;
  private final Progress progress;
  private final @Nullable Arrivals arrivals;

  /** Works on a store, and tells how it goes on. */
  public CopyImage(
      StateDatabase database, LayerStore layers, ImageStore images, Progress progress) {
    this(database, layers, images, progress, null);
  }

  /** As above, and leaves to others what they are bringing already. */
  public CopyImage(
      StateDatabase database,
      LayerStore layers,
      ImageStore images,
      Progress progress,
      @Nullable Arrivals arrivals) {
    this.database = database;
    this.layers = layers;
    this.commit = new CommitImage(database, layers, images);
    this.progress = progress;
    this.arrivals = arrivals;
  }

  /**
   * Copies one image.
   *
   * @param names that it gets; those that other images have move
   * @throws ImageFormatException where the source delivers something that is not what it should be
   * @throws IOException where the source cannot be read
   */
  public StoredImage copy(ImageSource source, List<ImageReference> names) throws IOException {
    ImageManifest manifest = source.manifest();
    manifest.requireImage(source.describe());
    ImageDocuments documents =
        new ImageDocuments(source.describe(), config(source, manifest), manifest.bytes());
    List<Digest> diffIds = documents.diffIds(source.describe(), manifest.layers().size());
    List<Digest> chain = ChainIds.of(diffIds);
    // What a killed copy left would otherwise take up the room that this one needs.
    layers.sweep();
    if (arrivals != null) {
      arrivals.sweep();
    }
    try (Closeable _ = turn(chain)) {
      StoredImage image = copy(source, documents, diffIds, chain, names);
      remember(source.place(), diffIds, manifest);
      return image;
    }
  }

  private Closeable turn(List<Digest> chain) throws IOException {
    for (Digest chainId : chain) {
      if (arrivals != null && layers.find(chainId) == null) {
        return arrivals.enter(chainId, progress);
      }
    }
    return () -> {};
  }

  private StoredImage copy(
      ImageSource source,
      ImageDocuments documents,
      List<Digest> diffIds,
      List<Digest> chain,
      List<ImageReference> names)
      throws IOException {
    StageLayers stage = new StageLayers(layers, new StageLayer(layers, source, progress));
    Map<Integer, StagedLayer> staged = new HashMap<>();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        List<StageLayers.Task> missing = missing(source.manifest(), diffIds, chain, staged);
        requireRoom(source, missing);
        staged.putAll(stage.stage(missing));
        StoredImage image = commit.commit(documents, chain, staged, names);
        if (image != null) {
          return image;
        }
      }
      throw new IOException(
          "copying " + source.describe() + ": its layers are being removed by somebody; try again");
    } catch (IOException | RuntimeException e) {
      staged.values().forEach(layers::discard);
      throw e;
    }
  }

  /** A push to the same registry need not send what this image came as. */
  private void remember(@Nullable String place, List<Digest> diffIds, ImageManifest manifest) {
    if (place == null) {
      return;
    }
    LayerBlobs blobs = new LayerBlobs(database);
    try (Tx tx = database.begin()) {
      for (int i = 0; i < diffIds.size(); i++) {
        Descriptor blob = manifest.layers().get(i);
        blobs.add(tx, diffIds.get(i), KnownBlob.of(diffIds.get(i), blob, List.of(place)));
      }
      tx.commit();
    }
  }

  private static byte[] config(ImageSource source, ImageManifest manifest) throws IOException {
    Descriptor config = manifest.config();
    try {
      return VerifiedStream.readAll(source.open(config), config);
    } catch (ImageFormatException e) {
      throw new ImageFormatException(
          "configuration of " + source.describe() + ": " + e.getMessage(), e);
    }
  }

  /**
   * A layer takes no less room than what it comes packed in. One that cannot fit is refused before
   * it comes; one that claims to have no end, too.
   */
  private void requireRoom(ImageSource source, List<StageLayers.Task> missing) throws IOException {
    long free = layers.freeBytes();
    long wanted = 0;
    for (StageLayers.Task task : missing) {
      // Never an overflow: both are positive, and the sum so far fits.
      if (task.blob().size() > free - wanted) {
        throw new IOException(
            "copying "
                + source.describe()
                + ": no space left on device: layer "
                + task.blob().digest()
                + " has "
                + task.blob().size()
                + " bytes, and only "
                + (free - wanted)
                + " are free");
      }
      wanted += task.blob().size();
    }
  }

  private List<StageLayers.Task> missing(
      ImageManifest manifest,
      List<Digest> diffIds,
      List<Digest> chain,
      Map<Integer, StagedLayer> staged) {
    List<StageLayers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      Descriptor blob = manifest.layers().get(i);
      if (staged.containsKey(i)) {
        continue;
      }
      if (layers.find(chain.get(i)) == null) {
        tasks.add(new StageLayers.Task(i, blob, diffIds.get(i)));
      } else {
        progress.begin(blob.digest(), blob.size());
        progress.end(blob.digest(), true);
      }
    }
    return tasks;
  }
}
