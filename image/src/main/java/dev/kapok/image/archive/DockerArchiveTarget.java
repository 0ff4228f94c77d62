package dev.kapok.image.archive;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tar as {@code docker load} reads it: each layer uncompressed and named by its diff id, each
 * configuration by its digest, and manifest.json at the end. Several images may share layers.
 */
public final class DockerArchiveTarget implements ImageTarget {
  private final TarWriter tar;
  private final Map<Digest, Long> sizes = new LinkedHashMap<>();
  private final Map<Digest, Entry> images = new LinkedHashMap<>();

  private record Entry(List<String> names, List<String> layers) {}

  /** Begins an archive; the output belongs to this object from then on. */
  public DockerArchiveTarget(ArchiveOutput output, String description) {
    this.tar = new TarWriter(output, description);
  }

  @Override
  public String describe() {
    return tar.describe();
  }

  @Override
  public String manifestType() {
    return MediaTypes.DOCKER_MANIFEST;
  }

  @Override
  public Compression compression() {
    return Compression.NONE;
  }

  @Override
  public boolean strict() {
    return true;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public @Nullable KnownBlob find(List<KnownBlob> known) {
    for (KnownBlob blob : known) {
      Long size = sizes.get(blob.digest());
      if (size != null) {
        return new KnownBlob(blob.digest(), size, Compression.NONE, List.of());
      }
    }
    return null;
  }

  @Override
  public Descriptor putLayer(Digest diffId, Compression compression, BlobContent content)
      throws IOException {
    ArchiveWriter.Written written = tar.write(diffId, DockerArchiveTarget::layerName, content);
    sizes.put(diffId, written.size());
    return Descriptor.of(MediaTypes.DOCKER_LAYER, diffId, written.size());
  }

  @Override
  public void putConfig(Descriptor config, byte[] bytes) throws IOException {
    tar.write(configName(config.digest()), bytes);
  }

  @Override
  public void finish(ImageManifest manifest, List<ImageReference> names) {
    List<String> layers = new ArrayList<>();
    for (Descriptor layer : manifest.layers()) {
      layers.add(layerName(layer.digest()));
    }
    Entry entry =
        images.computeIfAbsent(
            manifest.config().digest(), _ -> new Entry(new ArrayList<>(), layers));
    for (ImageReference name : names) {
      // What has only a digest can have no place in RepoTags.
      if (name.tag() != null && !entry.names().contains(tagged(name))) {
        entry.names().add(tagged(name));
      }
    }
  }

  private static String tagged(ImageReference name) {
    return name.repository() + ":" + name.tag();
  }

  @Override
  public void commit() throws IOException {
    JsonWriter json = new JsonWriter().beginArray();
    for (Map.Entry<Digest, Entry> image : images.entrySet()) {
      json.beginObject().field("Config", configName(image.getKey()));
      List<String> names = image.getValue().names();
      if (names.isEmpty()) {
        json.name("RepoTags").nullValue();
      } else {
        json.strings("RepoTags", names);
      }
      json.strings("Layers", image.getValue().layers()).endObject();
    }
    byte[] bytes = json.endArray().toString().getBytes(StandardCharsets.UTF_8);
    tar.write(DockerArchive.MANIFEST, bytes);
    tar.commit();
  }

  private static String layerName(Digest diffId) {
    return diffId.hex() + ".tar";
  }

  private static String configName(Digest digest) {
    return digest.hex() + ".json";
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
