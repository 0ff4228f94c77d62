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
import java.util.List;
import java.util.Map;

/**
 * Finds what users add to lists: images in registries and archives and in this store, and all
 * images of lists.
 *
 * <p>A name without a transport is a registry's, and one of this store where the registry has no
 * such image; with {@code localhost/} it is one of this store alone.
 */
public final class FindInstances {
  private static final String OWN_HOST = "localhost/";

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
    } catch (IOException e) {
      if (!isHere) {
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
    List<FoundInstance> found = new ArrayList<>();
    ManifestDocument top = choice.top();
    if (top instanceof ManifestIndex index) {
      ListDocument document = ListDocument.parse(choice.describe(), index.bytes());
      Descriptor chosen = all ? null : index.choose(choice.describe(), Platform.host());
      for (int i = 0; i < index.manifests().size(); i++) {
        Descriptor entry = index.manifests().get(i);
        if (chosen == null || chosen.digest().equals(entry.digest())) {
          ManifestDocument manifest = choice.document(entry);
          found.add(instance(document.instances().get(i).as(manifest), manifest, source, byDigest));
        }
      }
    } else if (top instanceof ImageManifest manifest) {
      ListInstance instance = ListInstance.of(manifest, platform(choice, manifest), Map.of());
      found.add(instance(instance, manifest, source, byDigest));
    }
    return found;
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
    List<FoundInstance> found = new ArrayList<>();
    ManifestIndex index =
        (ManifestIndex) ManifestDocument.parse("list " + list.id(), images.manifest(list.id()));
    Descriptor chosen = all ? null : index.choose("list " + list.id(), Platform.host());
    for (ListInstance instance : lists.document(list).instances()) {
      if (chosen == null || chosen.digest().equals(instance.digest())) {
        found.add(new FoundInstance(instance, lists.origin(list, instance.digest())));
      }
    }
    return found;
  }
}
