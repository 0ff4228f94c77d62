package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ShortNames;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.Platform;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker save} writes: a tar whose manifest.json lists images, each with the names of
 * its configuration and layers. The older file repositories beside it is not needed. A short name
 * becomes one of this host, as podman has it.
 */
final class DockerArchive implements ImageArchive {
  static final String MANIFEST = "manifest.json";

  private final ArchiveFiles files;
  private final Platform platform;

  DockerArchive(ArchiveFiles files, Platform platform) {
    this.files = files;
    this.platform = platform;
  }

  @Override
  public String transport() {
    return "docker-archive";
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  public List<ArchivedImage> images() throws IOException {
    byte[] bytes = files.read(MANIFEST, ManifestDocument.MAX_BYTES);
    try {
      List<ArchivedImage> images = new ArrayList<>();
      if (Json.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof List<?> entries) {
        for (Object entry : entries) {
          if (entry instanceof Map<?, ?> object) {
            images.add(image((Map<String, Object>) object));
          }
        }
      }
      if (images.isEmpty()) {
        throw new ImageFormatException(MANIFEST + " in " + describe() + " lists no image");
      }
      return images;
    } catch (JsonException | InvalidReferenceException e) {
      throw new ImageFormatException(MANIFEST + " in " + describe() + ": " + e.getMessage(), e);
    }
  }

  private ArchivedImage image(Map<String, Object> json) throws IOException {
    String config = Json.string(json, "Config");
    if (config == null) {
      throw new ImageFormatException(
          MANIFEST + " in " + describe() + " lists an image without a configuration");
    }
    List<ImageReference> names = new ArrayList<>();
    for (String name : Json.strings(json, "RepoTags")) {
      names.add(ShortNames.local(name));
    }
    DockerArchiveImage image = new DockerArchiveImage(files, config, Json.strings(json, "Layers"));
    return new ArchivedImage(image, platform, names);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
