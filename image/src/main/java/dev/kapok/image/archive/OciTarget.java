package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.ListTarget;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout, in a folder or a tar. In a folder that has images already, the new one is
 * added, and takes the place of one with its name.
 */
public final class OciTarget implements ListTarget {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final ArchiveWriter writer;
  private final @Nullable String name;
  private final int parallel;
  private final List<Object> entries;

  private OciTarget(
      ArchiveWriter writer, @Nullable String name, int parallel, List<Object> entries) {
    this.writer = writer;
    this.name = name;
    this.parallel = parallel;
    this.entries = entries;
  }

  /**
   * Begins a tar.
   *
   * @param name that the image gets; null where those that it has here are taken
   */
  public static OciTarget archive(ArchiveOutput output, @Nullable String name, String description) {
    return new OciTarget(new TarWriter(output, description), name, 1, new ArrayList<>());
  }

  /**
   * Begins or goes on with a folder.
   *
   * @param name that the image gets; null where those that it has here are taken
   */
  public static OciTarget folder(
      Path folder, @Nullable String name, int parallel, String description) throws IOException {
    Path index = folder.resolve(OciLayout.INDEX);
    List<Object> entries = Files.exists(index) ? entries(index) : new ArrayList<>();
    return new OciTarget(new FolderWriter(folder, description), name, parallel, entries);
  }

  private static List<Object> entries(Path index) throws IOException {
    try {
      if (Files.size(index) > ManifestDocument.MAX_BYTES) {
        throw new ImageFormatException(index + " is too large");
      }
      return new ArrayList<>(Json.array(Json.parseObject(Files.readString(index)), "manifests"));
    } catch (JsonException | IllegalArgumentException e) {
      throw new ImageFormatException(index + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String describe() {
    return writer.describe();
  }

  @Override
  public String manifestType() {
    return MediaTypes.OCI_MANIFEST;
  }

  @Override
  public Compression compression() {
    return Compression.GZIP;
  }

  @Override
  public int parallel() {
    return parallel;
  }

  @Override
  public @Nullable KnownBlob find(List<KnownBlob> known) throws IOException {
    for (KnownBlob blob : known) {
      if (writer.has(blobName(blob.digest()))) {
        return blob;
      }
    }
    return null;
  }

  @Override
  public Descriptor putLayer(Digest diffId, Compression compression, BlobContent content)
      throws IOException {
    return writer.writeLayer(diffId, compression, OciTarget::blobName, content);
  }

  @Override
  public void putConfig(Descriptor config, byte[] bytes) throws IOException {
    writer.write(blobName(config.digest()), bytes);
  }

  @Override
  public void finish(ImageManifest manifest, List<ImageReference> names) throws IOException {
    finishDocument(manifest, names);
  }

  @Override
  public void putInstance(ImageManifest manifest) throws IOException {
    writer.write(blobName(manifest.digest()), manifest.bytes());
  }

  @Override
  public void finishList(ManifestIndex list, List<ImageReference> names) throws IOException {
    finishDocument(list, names);
  }

  private void finishDocument(ManifestDocument manifest, List<ImageReference> names)
      throws IOException {
    byte[] bytes = manifest.bytes();
    writer.write(blobName(manifest.digest()), bytes);
    if (name != null || names.isEmpty()) {
      add(manifest, bytes.length, name);
      return;
    }
    for (ImageReference one : names) {
      add(manifest, bytes.length, one.toString());
    }
  }

  private void add(ManifestDocument manifest, long size, @Nullable String imageName) {
    entries.removeIf(entry -> isReplaced(entry, manifest, imageName));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("mediaType", manifest.mediaType());
    entry.put("digest", manifest.digest().toString());
    entry.put("size", size);
    if (imageName != null) {
      entry.put("annotations", Map.of(REF_NAME, imageName));
    }
    entries.add(entry);
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static boolean isReplaced(
      Object entry, ManifestDocument manifest, @Nullable String imageName) {
    if (!(entry instanceof Map<?, ?> map)) {
      return true;
    }
    Map<String, Object> object = (Map<String, Object>) map;
    String known = Json.string(Json.object(object, "annotations"), REF_NAME);
    return imageName == null
        ? known == null && manifest.digest().toString().equals(object.get("digest"))
        : imageName.equals(known);
  }

  @Override
  public void commit() throws IOException {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2L);
    index.put("mediaType", MediaTypes.OCI_INDEX);
    index.put("manifests", entries);
    writer.write(
        OciLayout.MARKER, "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    writer.write(OciLayout.INDEX, Json.write(index, null).getBytes(StandardCharsets.UTF_8));
    writer.commit();
  }

  private static String blobName(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
