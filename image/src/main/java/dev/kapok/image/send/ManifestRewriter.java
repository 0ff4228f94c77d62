package dev.kapok.image.send;

import dev.kapok.image.KnownBlob;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.sys.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the manifest of an image as a target has it: with the target's forms of the layers, and in
 * the wanted format. Where nothing is different it is the one that the image came with, to the
 * byte; where the format stays, so do annotations and all else.
 */
final class ManifestRewriter {
  private final ImageManifest manifest;
  private final String type;

  ManifestRewriter(ImageManifest manifest, String type) {
    this.manifest = manifest;
    this.type = type;
  }

  ImageManifest with(
      Digest config, long configSize, List<Layer> chain, Map<Digest, KnownBlob> blobs)
      throws IOException {
    List<KnownBlob> forms = new ArrayList<>();
    for (Layer layer : chain) {
      KnownBlob form = blobs.get(layer.diffId());
      if (form == null) {
        throw new IllegalStateException("layer " + layer.diffId() + " was not sent");
      }
      forms.add(form);
    }
    return with(config, configSize, forms);
  }

  /** Returns the manifest with these forms of the layers, the lowest first. */
  ImageManifest with(Digest config, long configSize, List<KnownBlob> forms) throws IOException {
    if (isSame(config, forms)) {
      return manifest;
    }
    byte[] bytes = write(config, configSize, forms).getBytes(StandardCharsets.UTF_8);
    return (ImageManifest) ManifestDocument.parse("the new image", bytes);
  }

  private boolean isSame(Digest config, List<KnownBlob> forms) {
    boolean isSame = manifest.mediaType().equals(type) && manifest.config().digest().equals(config);
    for (int i = 0; isSame && i < forms.size(); i++) {
      isSame = manifest.layers().get(i).digest().equals(forms.get(i).digest());
    }
    return isSame;
  }

  private String write(Digest config, long configSize, List<KnownBlob> forms) {
    boolean isDocker = MediaTypes.isDocker(type);
    Map<String, Object> old =
        manifest.mediaType().equals(type)
            ? Json.parseObject(new String(manifest.bytes(), StandardCharsets.UTF_8))
            : new LinkedHashMap<>();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schemaVersion", 2L);
    document.put("mediaType", type);
    String configType = isDocker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG;
    document.put("config", descriptor(configType, config, configSize));
    List<Object> layers = new ArrayList<>();
    for (KnownBlob form : forms) {
      layers.add(descriptor(layerType(isDocker, form.compression()), form.digest(), form.size()));
    }
    document.put("layers", layers);
    old.forEach(document::putIfAbsent);
    return Json.write(document, null);
  }

  private static Map<String, Object> descriptor(String mediaType, Digest digest, long size) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.toString());
    descriptor.put("size", size);
    return descriptor;
  }

  private static String layerType(boolean isDocker, Compression compression) {
    String base = isDocker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER;
    return compression == Compression.NONE
        ? base
        : base + (isDocker ? "." : "+") + compression.word();
  }
}
