package dev.kapok.image.copy;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStore;
import dev.kapok.image.StoredImage;
import dev.kapok.image.stream.CountingStream;
import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.sql.StateDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes an image of another one and the tar of a layer. */
public final class MakeImage {
  private final LayerStore layers;
  private final CommitImage commit;
  private final Clock clock;

  /** Works on a store. */
  public MakeImage(StateDatabase database, LayerStore layers, ImageStore images, Clock clock) {
    this.layers = layers;
    this.commit = new CommitImage(database, layers, images);
    this.clock = clock;
  }

  /**
   * Reads a layer's tar to its end and makes the image.
   *
   * @throws IllegalArgumentException where a change cannot be made; then nothing was read
   */
  public StoredImage make(InputStream in, NewImage image) throws IOException {
    for (ConfigChange change : image.changes()) {
      change.apply(image.config());
    }
    CountingStream tar = new CountingStream(in);
    StagedLayer staged = stage(tar);
    try {
      return commit(image, staged, tar.count());
    } catch (IOException | RuntimeException e) {
      layers.discard(staged);
      throw e;
    }
  }

  private StagedLayer stage(CountingStream tar) throws IOException {
    try {
      return layers.stage(tar);
    } catch (StorageException | SyscallException e) {
      throw new ImageFormatException("storing the new layer: " + e.getMessage(), e);
    }
  }

  private StoredImage commit(NewImage image, StagedLayer staged, long size) throws IOException {
    NewDocuments documents = new NewDocuments(image, staged.diffId(), size, clock.instant());
    byte[] config = documents.config();
    List<Digest> chain = ChainIds.of(documents.diffIds());
    StoredImage made =
        commit.commit(
            new ImageDocuments("the new image", config, documents.manifest(config)),
            chain,
            Map.of(chain.size() - 1, staged),
            names(image));
    if (made == null) {
      throw new ImageFormatException("the image beneath was removed meanwhile");
    }
    return made;
  }

  private static List<ImageReference> names(NewImage image) {
    ImageReference name = image.name();
    return name == null ? List.of() : List.of(name);
  }

  /** Returns the object {@code config} of a configuration document, for a caller to change. */
  public static Map<String, Object> defaults(String configDocument) {
    return Json.object(Json.parseObject(configDocument), "config");
  }
}
