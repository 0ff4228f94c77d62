package dev.kapok.image.copy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration and the manifest of an image that is made here.
 *
 * <p>What the configuration of the image beneath says beyond what is known here is kept.
 */
final class NewDocuments {
  private final NewImage image;
  private final Digest diffId;
  private final long size;
  private final String now;
  private final Map<String, Object> baseConfig;

  NewDocuments(NewImage image, Digest diffId, long size, Instant now) {
    StoredImage base = image.base();
    this.image = image;
    this.diffId = diffId;
    this.size = size;
    this.now = now.toString();
    this.baseConfig = base == null ? Map.of() : Json.parseObject(base.config());
  }

  /** Returns the digests of all layers, the lowest first. */
  List<Digest> diffIds() {
    List<Digest> all = new ArrayList<>();
    if (!image.squash()) {
      for (String each : Json.strings(Json.object(baseConfig, "rootfs"), "diff_ids")) {
        all.add(Digest.parse(each));
      }
    }
    all.add(diffId);
    return all;
  }

  byte[] config() {
    Map<String, Object> config = new LinkedHashMap<>(baseConfig);
    Platform host = Platform.host();
    config.putIfAbsent("architecture", host.architecture());
    config.putIfAbsent("os", host.os());
    config.put("created", now);
    putOrRemove(config, "author", image.author() != null ? image.author() : author());
    putOrRemove(config, "comment", image.docker() ? image.comment() : null);
    config.remove("container");
    config.remove("container_config");
    config.put("config", image.config());
    Map<String, Object> rootfs = new LinkedHashMap<>();
    List<Object> ids = new ArrayList<>();
    diffIds().forEach(id -> ids.add(id.toString()));
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", ids);
    config.put("rootfs", rootfs);
    config.put("history", history());
    return Json.write(config, null).getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable String author() {
    return Json.string(baseConfig, "author");
  }

  private static void putOrRemove(Map<String, Object> map, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
  }

  private List<Object> history() {
    List<Object> history =
        image.squash() ? new ArrayList<>() : new ArrayList<>(Json.array(baseConfig, "history"));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("created", now);
    entry.put("created_by", image.createdBy());
    putOrRemove(entry, "author", image.author());
    putOrRemove(entry, "comment", image.comment());
    history.add(entry);
    return history;
  }

  byte[] manifest(byte[] config) throws ImageFormatException {
    boolean docker = image.docker();
    JsonWriter json = new JsonWriter();
    json.beginObject().field("schemaVersion", 2);
    json.field("mediaType", docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST);
    json.name("config");
    String type = docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG;
    descriptor(json, Descriptor.of(type, Hashes.sha256(config), config.length));
    json.name("layers").beginArray();
    for (Descriptor layer : layers()) {
      descriptor(json, layer);
    }
    return json.endArray().endObject().toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<Descriptor> layers() throws ImageFormatException {
    List<Descriptor> layers = new ArrayList<>();
    byte[] beneath = image.baseManifest();
    if (!image.squash() && beneath.length > 0) {
      ManifestDocument document = ManifestDocument.parse("the image beneath", beneath);
      if (document instanceof ImageManifest manifest) {
        for (Descriptor layer : manifest.layers()) {
          layers.add(Descriptor.of(mediaType(layer.mediaType()), layer.digest(), layer.size()));
        }
      }
    }
    layers.add(Descriptor.of(mediaType(MediaTypes.OCI_LAYER), diffId, size));
    return layers;
  }

  /** Says the same of a layer in the words of the image's format. */
  private String mediaType(String type) {
    String codec = type.endsWith("gzip") ? "gzip" : type.endsWith("zstd") ? "zstd" : "";
    if (image.docker() && !codec.equals("zstd")) {
      return codec.isEmpty() ? MediaTypes.DOCKER_LAYER : MediaTypes.DOCKER_LAYER + "." + codec;
    }
    return codec.isEmpty() ? MediaTypes.OCI_LAYER : MediaTypes.OCI_LAYER + "+" + codec;
  }

  private static void descriptor(JsonWriter json, Descriptor descriptor) {
    json.beginObject().field("mediaType", descriptor.mediaType());
    json.field("digest", descriptor.digest().toString());
    json.field("size", descriptor.size()).endObject();
  }
}
