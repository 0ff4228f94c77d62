package dev.kapok.image.list;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.ImageStore;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveName;
import dev.kapok.image.archive.ArchivedImage;
import dev.kapok.image.archive.ImageArchive;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryException;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.VerifiedStream;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what users add to lists: images in registries and archives and in this store, and all
 * images of lists.
 *
 * <p>A name without a transport is a registry's, and one of this store where the registry has no
 * such image; with {@code localhost/} it is one of this store alone.
 */
public final class FindInstances {
  private static final String OWN_HOST = "localhost/";

  /** The most images that are taken of one index; those for all platforms of Go are about 50. */
  private static final int MAX_INSTANCES = 1000;

  /** The most bytes that the manifests of one index may have in all, which the database keeps. */
  private static final long MAX_BYTES = 64L << 20;

  private final ImageStore images;
  private final ListStore lists;
  private final Registries registries;
  private final OpenArchive archives;

  /** Takes the store, the registries and what opens archives. */
  public FindInstances(
      ImageStore images, ListStore lists, Registries registries, OpenArchive archives) {
    this.images = images;
    this.lists = lists;
    this.registries = registries;
    this.archives = archives;
  }

  /**
   * Finds what a name leads to.
   *
   * @param all whether all images of a list are meant, and not the one for this host
   * @return at least one
   */
  List<FoundInstance> find(String name, boolean all) throws IOException {
    ArchiveName archive = ArchiveName.parse(name);
    if (archive != null) {
      return inArchive(archive, all);
    }
    if (name.startsWith(Origin.LOCAL)) {
      return local(name.substring(Origin.LOCAL.length()), all);
    }
    if (name.startsWith(Origin.REGISTRY)) {
      return remote(name.substring(Origin.REGISTRY.length()), all);
    }
    boolean isHere = images.find(name) != null;
    if (isHere && name.startsWith(OWN_HOST)) {
      return local(name, all);
    }
    try {
      return remote(name, all);
    } catch (RegistryException e) {
      // One that is down, or refuses, may have another image than the one that is here.
      if (!isHere || e.kind() != RegistryException.Kind.NOT_FOUND) {
        throw e;
      }
      return local(name, all);
    }
  }

  private List<FoundInstance> inArchive(ArchiveName name, boolean all) throws IOException {
    try (ImageArchive archive = archives.open(name.path())) {
      List<ArchivedImage> found = name.choose(archive.images());
      if (found.size() > 1) {
        throw new ImageFormatException(
            name.path() + " has " + found.size() + " images: say which, by :NAME or :@NUMBER");
      }
      String source = name.transport() + ":" + name.path().toAbsolutePath().normalize();
      return in(found.getFirst().choice(), source, false, all);
    }
  }

  private List<FoundInstance> remote(String name, boolean all) throws IOException {
    return registries.firstAnswer(
        registries.candidates(name),
        (found, choice) -> in(choice, Origin.REGISTRY + found.repository(), true, all));
  }

  private List<FoundInstance> in(ImageChoice choice, String source, boolean byDigest, boolean all)
      throws IOException {
    ManifestDocument top = choice.top();
    if (top instanceof ManifestIndex index) {
      return inIndex(choice, index, source, byDigest, all);
    }
    ImageManifest manifest = (ImageManifest) top;
    ListInstance instance = ListInstance.of(manifest, platform(choice, manifest), Map.of());
    return List.of(instance(instance, manifest, source, byDigest));
  }

  private static List<FoundInstance> inIndex(
      ImageChoice choice, ManifestIndex index, String source, boolean byDigest, boolean all)
      throws IOException {
    String origin = choice.describe();
    List<Integer> meant = meant(origin, index, all);
    if (meant.size() > MAX_INSTANCES) {
      throw tooMuch(origin, meant.size() + " images, more than " + MAX_INSTANCES);
    }
    ListDocument document = ListDocument.parse(origin, index.bytes());
    List<FoundInstance> found = new ArrayList<>();
    long bytes = 0;
    for (int i : meant) {
      ManifestDocument manifest = choice.document(index.manifests().get(i));
      bytes += manifest.bytes().length;
      if (bytes > MAX_BYTES) {
        throw tooMuch(origin, "manifests of more than " + MAX_BYTES + " bytes in all");
      }
      ListInstance entry = document.instances().get(i);
      found.add(instance(entry.as(manifest), manifest, source, byDigest));
    }
    return found;
  }

  private static ImageFormatException tooMuch(String origin, String what) {
    return new ImageFormatException(
        origin + " has " + what + ": add those that are wanted one by one, by their digests");
  }

  /**
   * Returns the places in an index of the entries that are meant. Where several name the same
   * manifest, for other platforms, the first of them counts, as it does for podman.
   */
  private static List<Integer> meant(String origin, ManifestIndex index, boolean all)
      throws ImageFormatException {
    List<Descriptor> entries = index.manifests();
    if (!all) {
      Descriptor chosen = index.choose(origin, Platform.host());
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).equals(chosen)) {
          return List.of(i);
        }
      }
    }
    List<Integer> places = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      if (seen.add(entries.get(i).digest().toString())) {
        places.add(i);
      }
    }
    return places;
  }

  private static FoundInstance instance(
      ListInstance instance, ManifestDocument manifest, String source, boolean byDigest)
      throws ImageFormatException {
    if (manifest instanceof ManifestIndex) {
      throw new ImageFormatException(source + " has indexes in indexes, too deep");
    }
    String exact = byDigest ? source + "@" + instance.digest() : source;
    return new FoundInstance(instance, new Origin(exact, manifest.bytes()));
  }

  /** Reads what an image's configuration says. */
  private static InstancePlatform platform(ImageChoice choice, ImageManifest manifest)
      throws IOException {
    manifest.requireImage(choice.describe());
    Descriptor config = manifest.config();
    byte[] bytes = VerifiedStream.readAll(choice.image(manifest).open(config), config);
    return platform(choice.describe(), new String(bytes, StandardCharsets.UTF_8));
  }

  private static InstancePlatform platform(String origin, String config)
      throws ImageFormatException {
    try {
      return InstancePlatform.read(Json.parseObject(config));
    } catch (JsonException e) {
      throw new ImageFormatException("configuration of " + origin + ": " + e.getMessage(), e);
    }
  }

  private List<FoundInstance> local(String name, boolean all) throws IOException {
    StoredImage image = images.find(name);
    if (image == null) {
      throw new ImageNotFoundException(name);
    }
    if (image.list()) {
      return ofList(image, all);
    }
    byte[] bytes = images.manifest(image.id());
    ManifestDocument manifest = ManifestDocument.parse(name, bytes);
    ListInstance instance = ListInstance.of(manifest, platform(name, image.config()), Map.of());
    return List.of(new FoundInstance(instance, new Origin(Origin.LOCAL + image.id(), bytes)));
  }

  private List<FoundInstance> ofList(StoredImage list, boolean all) throws IOException {
    String origin = "list " + list.id();
    ManifestIndex index =
        (ManifestIndex) ManifestDocument.parse(origin, images.manifest(list.id()));
    List<FoundInstance> found = new ArrayList<>();
    ListDocument document = lists.document(list);
    for (int i : meant(origin, index, all)) {
      ListInstance instance = document.instances().get(i);
      found.add(new FoundInstance(instance, lists.origin(list, instance.digest())));
    }
    return found;
  }
}
