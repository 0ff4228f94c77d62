package dev.kapok.image;

import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.sys.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the records of images with themselves and with those of layers: a configuration hashes
 * to the image's id, and the layers that it names are there, in that order. Images that were
 * unpacked by another driver than the store's are passed over.
 */
public final class CheckImages {
  private final ImageStore images;
  private final LayerStore layers;

  /** Reads a store. */
  public CheckImages(ImageStore images, LayerStore layers) {
    this.images = images;
    this.layers = layers;
  }

  /**
   * Looks at all images.
   *
   * @param damagedLayers ids of layers whose files are not what they should be
   * @return for the id of each image that has any, sentences about its problems
   */
  public Map<String, List<String>> run(Set<String> damagedLayers) {
    // Before the layers: the ones of an image that is recorded in between are there already.
    List<StoredImage> recorded = images.list();
    Map<String, Layer> byId = new HashMap<>();
    for (Layer layer : layers.list()) {
      byId.put(layer.id(), layer);
    }
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (StoredImage image : recorded) {
      if (image.list() || isOfAnotherDriver(image)) {
        continue; // has neither layers nor a configuration, or none that can be judged here
      }
      List<String> problems = problems(image, byId, damagedLayers);
      if (!problems.isEmpty()) {
        found.put(image.id(), problems);
      }
    }
    return found;
  }

  private boolean isOfAnotherDriver(StoredImage image) {
    String top = image.topLayer();
    return top != null && layers.isOfAnotherDriver(top);
  }

  private static List<String> problems(
      StoredImage image, Map<String, Layer> byId, Set<String> damagedLayers) {
    List<String> problems = new ArrayList<>();
    if (!sha256(image.config()).equals(image.id())) {
      problems.add("image " + image.id() + ": its configuration is not the one that its id names");
    }
    List<Digest> present = new ArrayList<>();
    for (Layer layer = byId.get(image.topLayer()); layer != null; ) {
      present.addFirst(layer.diffId());
      if (damagedLayers.contains(layer.id())) {
        problems.add("image " + image.id() + ": layer " + layer.id() + " is damaged");
      }
      layer = byId.get(layer.parent());
    }
    if (!named(image).equals(present)) {
      problems.add(
          "image " + image.id() + ": its layers are not the ones that its configuration names");
    }
    return problems;
  }

  private static List<Digest> named(StoredImage image) {
    List<Digest> named = new ArrayList<>();
    try {
      for (String diffId : ImageConfig.parse(image.config()).diffIds()) {
        named.add(Digest.parse(diffId));
      }
    } catch (JsonException | IllegalArgumentException e) {
      // A configuration that cannot be read was named already: it does not hash to the id.
      named.clear();
    }
    return named;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
