package dev.kapok.image.list;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of images for several platforms; immutable. */
public record ListDocument(List<ListInstance> instances) {
  /** A list without instances. */
  public static final ListDocument EMPTY = new ListDocument(List.of());

  /** Copies the instances. */
  public ListDocument {
    instances = List.copyOf(instances);
  }

  /**
   * Reads an index or a manifest list.
   *
   * @param origin names it in messages
   * @throws ImageFormatException where it is none
   */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  public static ListDocument parse(String origin, byte[] bytes) throws ImageFormatException {
    try {
      Map<String, Object> json = Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
      List<ListInstance> instances = new ArrayList<>();
      for (Object entry : Json.array(json, "manifests")) {
        if (!(entry instanceof Map<?, ?> object)) {
          throw new ImageFormatException(origin + ": an entry of manifests is no descriptor");
        }
        instances.add(ListInstance.read((Map<String, Object>) object));
      }
      return new ListDocument(instances);
    } catch (JsonException | IllegalArgumentException e) {
      throw new ImageFormatException(origin + ": " + e.getMessage(), e);
    }
  }

  /** Returns the instance with a digest, or null. */
  public @Nullable ListInstance find(Digest digest) {
    for (ListInstance instance : instances) {
      if (instance.digest().equals(digest)) {
        return instance;
      }
    }
    return null;
  }

  /** Returns the list with more instances; one of a digest that it has takes the place of that. */
  public ListDocument with(List<ListInstance> added) {
    Map<String, ListInstance> all = new LinkedHashMap<>();
    for (ListInstance instance : instances) {
      all.put(instance.digest().toString(), instance);
    }
    for (ListInstance instance : added) {
      all.put(instance.digest().toString(), instance);
    }
    return new ListDocument(List.copyOf(all.values()));
  }

  /** Returns the list without an instance. */
  public ListDocument without(Digest digest) {
    List<ListInstance> all = new ArrayList<>(instances);
    all.removeIf(instance -> instance.digest().equals(digest));
    return new ListDocument(all);
  }

  /**
   * Returns the media type of the form that loses nothing: OCI's where something is annotated;
   * docker's where a feature of the processor is wanted, which OCI does not know, and where the
   * list is empty, as podman has it; OCI's for all else.
   */
  public String preferredType() {
    boolean hasFeatures = false;
    for (ListInstance instance : instances) {
      if (!instance.annotations().isEmpty()) {
        return MediaTypes.OCI_INDEX;
      }
      hasFeatures |= !instance.platform().features().isEmpty();
    }
    return instances.isEmpty() || hasFeatures ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
  }

  /** Returns the list as a document of a media type; docker's has no annotations. */
  public ManifestIndex write(String mediaType) throws ImageFormatException {
    boolean isOci = mediaType.equals(MediaTypes.OCI_INDEX);
    JsonWriter json = new JsonWriter();
    write(json, mediaType, isOci);
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return (ManifestIndex) ManifestDocument.parse("the list", bytes);
  }

  /**
   * Returns what {@code podman manifest inspect} shows of a list: docker's form, annotations too.
   */
  public String json() {
    JsonWriter json = new JsonWriter("    ");
    if (instances.isEmpty()) {
      json.beginObject().field("schemaVersion", 2).field("mediaType", MediaTypes.DOCKER_LIST);
      return json.name("manifests").nullValue().endObject().toString();
    }
    write(json, MediaTypes.DOCKER_LIST, true);
    return json.toString();
  }

  private void write(JsonWriter json, String mediaType, boolean annotated) {
    json.beginObject().field("schemaVersion", 2).field("mediaType", mediaType);
    json.name("manifests").beginArray();
    for (ListInstance instance : instances) {
      instance.write(json, annotated);
    }
    json.endArray().endObject();
  }
}
