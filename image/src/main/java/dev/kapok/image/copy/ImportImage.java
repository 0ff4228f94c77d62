package dev.kapok.image.copy;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStore;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.CountingStream;
import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import dev.kapok.sys.sql.StateDatabase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an image of one layer from a root file system in a tar, compressed or not. */
public final class ImportImage {
  private final LayerStore layers;
  private final CommitImage commit;
  private final Clock clock;

  /** Works on a store. */
  public ImportImage(StateDatabase database, LayerStore layers, ImageStore images, Clock clock) {
    this.layers = layers;
    this.commit = new CommitImage(database, layers, images);
    this.clock = clock;
  }

  /**
   * Reads a tar to its end and makes an image of it.
   *
   * @throws ImageFormatException where it is no tar
   * @throws IllegalArgumentException where a change cannot be made
   */
  public StoredImage importTar(InputStream in, ImportRequest request) throws IOException {
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (ConfigChange change : request.changes()) {
      change.apply(defaults);
    }
    BufferedInputStream buffered = Compression.buffered(in);
    CountingStream tar = new CountingStream(Compression.of(buffered).open(buffered));
    StagedLayer staged = stage(tar, request);
    try {
      byte[] config = bytes(config(request, defaults, staged.diffId()));
      byte[] manifest = bytes(manifest(config, staged.diffId(), tar.count()));
      StoredImage image =
          commit.commit(
              new ImageDocuments(request.origin(), config, manifest),
              List.of(staged.diffId()),
              Map.of(0, staged),
              names(request.name()));
      if (image == null) {
        throw new IllegalStateException("an import lacks no layer");
      }
      return image;
    } catch (IOException | RuntimeException e) {
      layers.discard(staged);
      throw e;
    }
  }

  private StagedLayer stage(CountingStream tar, ImportRequest request) throws IOException {
    try {
      StagedLayer staged = layers.stage(tar);
      if (tar.count() == 0) {
        layers.discard(staged);
        throw new ImageFormatException("it is empty");
      }
      return staged;
    } catch (IOException | StorageException | SyscallException e) {
      throw new ImageFormatException("importing " + request.origin() + ": " + e.getMessage(), e);
    }
  }

  private String config(ImportRequest request, Map<String, Object> defaults, Digest diffId) {
    Platform platform = request.platform();
    String now = clock.instant().toString();
    JsonWriter json = new JsonWriter();
    json.beginObject().field("created", now).field("architecture", platform.architecture());
    json.field("os", platform.os());
    if (platform.variant() != null) {
      json.field("variant", platform.variant());
    }
    json.name("config");
    Json.write(json, defaults);
    json.name("rootfs").beginObject().field("type", "layers");
    json.strings("diff_ids", List.of(diffId.toString())).endObject();
    String message = request.message();
    json.name("history").beginArray().beginObject().field("created", now);
    json.field("comment", message != null ? message : "Imported from " + request.origin());
    return json.endObject().endArray().endObject().toString();
  }

  private static String manifest(byte[] config, Digest diffId, long size) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("schemaVersion", 2).field("mediaType", MediaTypes.OCI_MANIFEST);
    json.name("config");
    descriptor(json, MediaTypes.OCI_CONFIG, Hashes.sha256(config), config.length);
    json.name("layers").beginArray();
    descriptor(json, MediaTypes.OCI_LAYER, diffId, size);
    return json.endArray().endObject().toString();
  }

  private static void descriptor(JsonWriter json, String mediaType, Digest digest, long size) {
    json.beginObject().field("mediaType", mediaType).field("digest", digest.toString());
    json.field("size", size).endObject();
  }

  private static List<ImageReference> names(@Nullable ImageReference name) {
    return name == null ? List.of() : List.of(name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
