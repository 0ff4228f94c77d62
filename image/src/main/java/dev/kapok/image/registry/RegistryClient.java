package dev.kapok.image.registry;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ListTarget;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry. Usable by several threads; a login is kept for all requests.
 *
 * <p>Failures are {@link RegistryException}s, and {@link ImageFormatException}s where a document is
 * not what it should be.
 */
public final class RegistryClient {
  private final RegistryCall call;
  private final RegistryOptions options;

  RegistryClient(RegistryCall call, RegistryOptions options) {
    this.call = call;
    this.options = options;
  }

  /** Returns the place that is spoken to. */
  public Place place() {
    return call.place();
  }

  /**
   * Finds an image.
   *
   * @param reference a tag or a digest
   * @param platform which image to choose where there are several
   */
  public ImageSource image(String reference, Platform platform) throws IOException {
    return choice(reference).choose(platform);
  }

  /**
   * Returns what a name leads to.
   *
   * @param reference a tag or a digest
   */
  public ImageChoice choice(String reference) {
    return new RemoteChoice(
        place() + (reference.indexOf(':') < 0 ? ":" : "@") + reference, reference);
  }

  /** Returns all tags of the repository. */
  public List<String> tags() throws IOException {
    return Search.pages(call, call.address("tags/list"), "tags", Integer.MAX_VALUE);
  }

  /**
   * Returns the repository as a target for one image.
   *
   * @param reference the tag or digest that it gets, null for its digest alone
   */
  public ListTarget target(@Nullable String reference) {
    return new RegistryTarget(call, options, reference);
  }

  /** What a name in the registry leads to. */
  private final class RemoteChoice implements ImageChoice {
    private final String origin;
    private final String reference;

    RemoteChoice(String origin, String reference) {
      this.origin = origin;
      this.reference = reference;
    }

    @Override
    public String describe() {
      return origin;
    }

    @Override
    public ManifestDocument top() throws IOException {
      return new PullManifest(call).pull(reference);
    }

    @Override
    public ManifestDocument document(Descriptor entry) throws IOException {
      return new PullManifest(call).pull(entry.digest().toString());
    }

    @Override
    public ImageSource image(ImageManifest manifest) {
      return new RemoteImage(origin, manifest);
    }
  }

  /** An image whose blobs are still in the registry. */
  private final class RemoteImage implements ImageSource {
    private final String origin;
    private final ImageManifest manifest;

    RemoteImage(String origin, ImageManifest manifest) {
      this.origin = origin;
      this.manifest = manifest;
    }

    @Override
    public String describe() {
      return origin;
    }

    @Override
    public ImageManifest manifest() {
      return manifest;
    }

    @Override
    public String place() {
      return call.place().toString();
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
      PullBlob pull = new PullBlob(call);
      try {
        return new ResumingStream(
            from -> pull.pull(blob, from), blob.size(), options.retries(), options.retryDelay());
      } catch (RegistryException e) {
        if (e.kind() == RegistryException.Kind.NOT_FOUND
            && MediaTypes.isForeign(blob.mediaType())) {
          throw new RegistryException(
              e.kind(),
              "it is a foreign layer, which the registry does not have; addresses beside the"
                  + " registry (urls) are not followed",
              e);
        }
        throw e;
      }
    }

    @Override
    public void close() {}
  }
}
