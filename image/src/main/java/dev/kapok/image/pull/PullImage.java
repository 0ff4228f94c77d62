package dev.kapok.image.pull;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ImageStore;
import dev.kapok.image.ListedImage;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveName;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.copy.LoadImages;
import dev.kapok.image.policy.TrustPolicy;
import dev.kapok.image.registry.Place;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryException;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings an image from a registry or an archive into the store, if its policy says so.
 *
 * <p>A short name may stand for several references, and each may lie in several places: they are
 * asked in turn, and the first that has the image gives it.
 */
public final class PullImage {
  private static final List<String> OTHER_TRANSPORTS =
      List.of("containers-storage:", "docker-daemon:", "ostree:", "sif:", "tarball:");

  private final ImageStore images;
  private final CopyImage copy;
  private final Registries registries;
  private final Spool spool;
  private final Progress progress;
  private final TrustPolicy policy;

  /** Accepts every image. */
  public PullImage(
      ImageStore images, CopyImage copy, Registries registries, Spool spool, Progress progress) {
    this(images, copy, registries, spool, progress, TrustPolicy.OPEN);
  }

  /**
   * Takes the store, what fills it, where images come from, who hears of it, and which are
   * accepted.
   */
  public PullImage(
      ImageStore images,
      CopyImage copy,
      Registries registries,
      Spool spool,
      Progress progress,
      TrustPolicy policy) {
    this.images = images;
    this.copy = copy;
    this.registries = registries;
    this.spool = spool;
    this.progress = progress;
    this.policy = policy;
  }

  /**
   * Pulls.
   *
   * @return the images, more than one only from an archive; those that are here already included
   * @throws dev.kapok.image.InvalidReferenceException where the name is none
   * @throws IOException where no place has the image, or what it has is not what it should be
   */
  public List<StoredImage> pull(PullRequest request) throws IOException {
    Platform wanted = request.platform();
    Platform platform = wanted == null ? Platform.host() : wanted;
    ArchiveName archive = ArchiveName.parse(request.name());
    if (archive != null) {
      return new LoadImages(new OpenArchive(spool, platform), copy, policy).load(archive);
    }
    String name = withoutTransport(request.name());
    boolean always = request.policy() == PullRequest.Policy.ALWAYS;
    StoredImage local = always ? null : local(name, wanted);
    switch (request.policy()) {
      case NEVER -> {
        if (local == null) {
          throw new ImageNotFoundException(name);
        }
        return List.of(local);
      }
      case MISSING -> {
        if (local != null) {
          return List.of(local);
        }
      }
      case ALWAYS, NEWER -> {}
    }
    return List.of(fromRegistries(name, platform, local));
  }

  /** An image for another platform than was asked for is not the one that is meant. */
  private @Nullable StoredImage local(String name, @Nullable Platform wanted) {
    StoredImage found = images.find(name);
    StoredImage image = found == null ? null : ListedImage.of(images, found, wanted);
    if (image == null || wanted == null) {
      return image;
    }
    ImageConfig config = ImageConfig.parse(image.config());
    Platform own = Platform.normalized(config.os(), config.architecture(), config.variant());
    return wanted.distance(own) < 0 ? null : image;
  }

  private static String withoutTransport(String name) throws IOException {
    for (String transport : OTHER_TRANSPORTS) {
      if (name.startsWith(transport)) {
        throw new IOException(
            "pulling "
                + name
                + ": the transport "
                + transport.substring(0, transport.length() - 1)
                + " is not supported yet");
      }
    }
    return ImageReference.withoutTransport(name);
  }

  /**
   * Asks place after place.
   *
   * @param local the image of that name that shall only be replaced by another one, null for none
   */
  private StoredImage fromRegistries(String name, Platform platform, @Nullable StoredImage local)
      throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (ImageReference reference : registries.candidates(name)) {
      policy.require(reference);
      progress.note("Trying to pull " + reference + "...");
      try {
        StoredImage image = fromAnyPlace(reference, platform, local, failures);
        if (image != null) {
          remember(name);
          return image;
        }
      } catch (RegistryException e) {
        failures.add(e);
      }
    }
    if (local != null) {
      return local;
    }
    throw combined(failures);
  }

  /** The image is here: that an answer gets lost is no reason to fail. */
  private void remember(String name) {
    try {
      registries.confirm(name);
    } catch (IOException e) {
      progress.note("The answer about " + name + " is not remembered: " + e.getMessage());
    }
  }

  private @Nullable StoredImage fromAnyPlace(
      ImageReference reference,
      Platform platform,
      @Nullable StoredImage local,
      List<IOException> failures)
      throws RegistryException {
    for (Place place : registries.places(reference)) {
      try {
        return fromPlace(reference, place, platform, local);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return null;
  }

  private StoredImage fromPlace(
      ImageReference reference, Place place, Platform platform, @Nullable StoredImage local)
      throws IOException {
    String digest = reference.digest();
    String wanted = digest == null ? reference.tag() : digest;
    try (ImageSource source =
        registries.client(place).image(wanted == null ? "latest" : wanted, platform)) {
      if (local != null && source.manifest().digest().toString().equals(local.digest())) {
        return local;
      }
      ImageReference stored = digest == null ? reference : reference.withDigest(digest);
      return copy.copy(source, List.of(stored));
    }
  }

  /**
   * Pulls all tags of a repository.
   *
   * @param request whose name has neither tag nor digest
   */
  public List<StoredImage> pullAllTags(PullRequest request) throws IOException {
    String name = withoutTransport(request.name());
    ImageReference repository = registries.candidates(name).getFirst();
    List<String> tags = registries.client(registries.places(repository).getLast()).tags();
    if (tags.isEmpty()) {
      throw new IOException(repository.repository() + " has no tags");
    }
    List<StoredImage> pulled = new ArrayList<>();
    for (String tag : tags) {
      String one = repository.repository() + ":" + tag;
      pulled.addAll(pull(new PullRequest(one, request.platform(), request.policy())));
    }
    return pulled;
  }

  private static IOException combined(List<IOException> failures) {
    IOException first = failures.getFirst();
    if (failures.size() == 1) {
      return first;
    }
    StringBuilder text = new StringBuilder();
    for (IOException failure : failures) {
      text.append(text.isEmpty() ? "" : "; ").append(failure.getMessage());
    }
    IOException all = new IOException(text.toString(), first);
    failures.stream().skip(1).forEach(all::addSuppressed);
    return all;
  }
}
