package dev.kapok.image.registry;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.HashingOutput;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Brings blobs into a repository: asks whether one is there, has it mounted from another repository
 * of the registry, or uploads it.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs">OCI
 *     distribution spec, pushing blobs</a>
 */
final class PushBlob {
  private static final String TYPE = "application/octet-stream";
  private static final int CREATED = 201;
  private static final String UPLOADS = "blobs/uploads/";

  private final RegistryCall call;
  private final RegistryOptions options;

  PushBlob(RegistryCall call, RegistryOptions options) {
    this.call = call;
    this.options = options;
  }

  /** Returns the size of a blob that the repository has; −1 where it has none. */
  long size(Digest digest) throws IOException {
    try (Response response =
        call.send(
            Call.head(
                "blobs/" + digest,
                List.of("Accept-Encoding", "identity"),
                "looking for blob " + digest))) {
      String length = response.header("Content-Length");
      return !response.isSuccessful() || length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      throw new IOException("looking for blob " + digest + ": the registry gives no size", e);
    }
  }

  /**
   * Asks the registry to take a blob from another of its repositories.
   *
   * @return whether it did
   */
  boolean mount(Digest digest, String from) throws IOException {
    String query = "?mount=" + encoded(digest.toString()) + "&from=" + encoded(from);
    try (Response response =
        call.send(Call.post(UPLOADS + query, "mounting blob " + digest + " from " + from))) {
      if (response.code() == CREATED) {
        return true;
      }
      // The registry began an upload in place of that, and need not wait for it.
      abandon(response);
      return false;
    } catch (RegistryException _) {
      // One may write here and yet not read there, and some registries know no mounting.
      return false;
    }
  }

  private void abandon(Response begun) {
    try {
      HttpUrl upload = location(begun);
      call.send(
              new Call(
                  "DELETE",
                  "",
                  upload,
                  List.of(),
                  null,
                  Set.of(400, 404, 405),
                  "giving up an upload"))
          .close();
    } catch (IOException _) {
      // It ends by itself after some time.
    }
  }

  /** Uploads a small blob, whose digest is known. */
  void upload(Digest digest, byte[] bytes) throws IOException {
    HttpUrl upload = begin();
    BodySource body = BodySource.of(bytes, TYPE);
    call.send(Call.send("PUT", withDigest(upload, digest), body, "writing blob " + digest)).close();
  }

  /**
   * Uploads a blob of any size while it is made, from the start again where that fails.
   *
   * @param name of what is uploaded, for messages
   */
  Descriptor upload(String name, BlobContent content) throws IOException {
    return Retry.with(options, () -> once(name, content));
  }

  private Descriptor once(String name, BlobContent content) throws IOException {
    HttpUrl upload = begin();
    AtomicReference<@Nullable HashingOutput> last = new AtomicReference<>();
    BodySource body =
        new BodySource(
            out -> {
              HashingOutput hashing = new HashingOutput(out);
              last.set(hashing);
              content.writeTo(hashing);
              hashing.flush();
            },
            TYPE,
            -1);
    HttpUrl next;
    try (Response response = call.once(Call.send("PATCH", upload, body, "writing layer " + name))) {
      next = location(response);
    }
    HashingOutput sent = last.get();
    if (sent == null) {
      throw new IOException("writing layer " + name + ": nothing was sent");
    }
    Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, sent.digest(), sent.count());
    BodySource nothing = BodySource.of(new byte[0], TYPE);
    call.send(Call.send("PUT", withDigest(next, blob.digest()), nothing, "writing layer " + name))
        .close();
    return blob;
  }

  private HttpUrl begin() throws IOException {
    try (Response response = call.send(Call.post(UPLOADS, "beginning an upload"))) {
      return location(response);
    }
  }

  /** Where the upload goes on: absolute, or relative to what was asked; with a query to be kept. */
  private static HttpUrl location(Response response) throws IOException {
    String location = response.header("Location");
    HttpUrl url = location == null ? null : response.request().url().resolve(location);
    if (url == null) {
      throw new IOException("the registry does not say where the upload goes on (Location)");
    }
    return url;
  }

  private static HttpUrl withDigest(HttpUrl upload, Digest digest) {
    return upload.newBuilder().addQueryParameter("digest", digest.toString()).build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
