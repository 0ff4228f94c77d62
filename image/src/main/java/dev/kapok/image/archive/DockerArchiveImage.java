package dev.kapok.image.archive;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageSource;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image of a docker archive. It has no manifest there, so one is made: docker's, schema 2, of
 * the layers as they lie in the archive.
 */
final class DockerArchiveImage implements ImageSource, ImageChoice {
  private final ArchiveFiles files;
  private final String configName;
  private final List<String> layerNames;
  private final Map<Digest, String> layers = new HashMap<>();
  private @Nullable ImageManifest manifest;
  private byte[] config = {};

  DockerArchiveImage(ArchiveFiles files, String configName, List<String> layerNames) {
    this.files = files;
    this.configName = configName;
    this.layerNames = layerNames;
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public ImageManifest manifest() throws IOException {
    ImageManifest known = manifest;
    if (known == null) {
      config = files.read(configName, ImageManifest.CONFIG_MAX_BYTES);
      byte[] document = write(diffIds()).getBytes(StandardCharsets.UTF_8);
      known = (ImageManifest) ManifestDocument.parse(describe(), document);
      manifest = known;
    }
    return known;
  }

  private List<String> diffIds() throws ImageFormatException {
    try {
      List<String> diffIds =
          ImageConfig.parse(new String(config, StandardCharsets.UTF_8)).diffIds();
      if (diffIds.size() == layerNames.size()) {
        return diffIds;
      }
      throw new ImageFormatException(
          "configuration "
              + configName
              + " in "
              + describe()
              + " names "
              + diffIds.size()
              + " layers, the archive lists "
              + layerNames.size());
    } catch (JsonException e) {
      throw new ImageFormatException(
          "configuration " + configName + " in " + describe() + ": " + e.getMessage(), e);
    }
  }

  private String write(List<String> diffIds) throws IOException {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("schemaVersion", 2).field("mediaType", MediaTypes.DOCKER_MANIFEST);
    json.name("config").beginObject().field("mediaType", MediaTypes.DOCKER_CONFIG);
    json.field("size", config.length).field("digest", Hashes.sha256(config).toString());
    json.endObject().name("layers").beginArray();
    for (int i = 0; i < layerNames.size(); i++) {
      Descriptor layer = layer(layerNames.get(i), diffIds.get(i));
      layers.put(layer.digest(), layerNames.get(i));
      json.beginObject().field("mediaType", layer.mediaType()).field("size", layer.size());
      json.field("digest", layer.digest().toString()).endObject();
    }
    return json.endArray().endObject().toString();
  }

  /** Describes a layer; the digest of a compressed one must be computed first. */
  private Descriptor layer(String name, String diffId) throws IOException {
    long size = files.size(name);
    if (size < 0) {
      throw files.missing(name);
    }
    try (BufferedInputStream in = Compression.buffered(files.open(name))) {
      if (Compression.of(in) == Compression.NONE) {
        return Descriptor.of(MediaTypes.DOCKER_LAYER, Digest.parse(diffId), size);
      }
      MessageDigest digester = Hashes.digester("sha256");
      new DigestInputStream(in, digester).transferTo(OutputStream.nullOutputStream());
      Digest digest = Digest.sha256(HexFormat.of().formatHex(digester.digest()));
      return Descriptor.of(MediaTypes.DOCKER_LAYER + ".gzip", digest, size);
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException(
          "configuration " + configName + " in " + describe() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public ManifestDocument top() throws IOException {
    return manifest();
  }

  @Override
  public ManifestDocument document(Descriptor entry) throws IOException {
    throw new ImageFormatException(describe() + " has no manifest " + entry.digest());
  }

  @Override
  public ImageSource image(ImageManifest found) {
    return this;
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    String name = layers.get(blob.digest());
    return name == null ? new ByteArrayInputStream(config) : files.open(name);
  }

  @Override
  public void close() {}
}
