package dev.kapok.image.registry;

import dev.kapok.image.spec.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import okhttp3.Response;

/** {@code GET /v2/NAME/blobs/DIGEST}, from any byte on. */
final class PullBlob {
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final RegistryCall call;

  PullBlob(RegistryCall call) {
    this.call = call;
  }

  /**
   * Opens a blob.
   *
   * @param from how many bytes are not wanted any more; a registry that sends them all the same has
   *     them skipped
   */
  InputStream pull(Descriptor blob, long from) throws IOException {
    List<String> headers =
        from == 0
            // Else the client would unpack what the registry packed, and the sizes differ.
            ? List.of("Accept-Encoding", "identity")
            : List.of("Accept-Encoding", "identity", "Range", "bytes=" + from + "-");
    Response response = get(blob, headers, from > 0);
    if (response.code() == RANGE_NOT_SATISFIABLE) {
      // It cannot send a part, then: the whole is there all the same.
      response.close();
      response = get(blob, List.of("Accept-Encoding", "identity"), false);
    }
    return from(response, from);
  }

  private Response get(Descriptor blob, List<String> headers, boolean isPart) throws IOException {
    return call.send(
        new Call(
            "GET",
            "blobs/" + blob.digest(),
            null,
            headers,
            null,
            isPart ? Set.of(RANGE_NOT_SATISFIABLE) : Set.of(),
            "reading blob " + blob.digest()));
  }

  private static InputStream from(Response response, long from) throws IOException {
    InputStream body = response.body().byteStream();
    InputStream stream =
        new FilterInputStream(body) {
          @Override
          public void close() {
            response.close();
          }
        };
    try {
      if (response.code() == PARTIAL_CONTENT) {
        checkRange(response, from);
      } else {
        body.skipNBytes(from);
      }
      return stream;
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static void checkRange(Response response, long from) throws IOException {
    String range = response.header("Content-Range");
    if (range == null || !range.startsWith("bytes " + from + "-")) {
      throw new IOException("the registry sent another part of the blob than it was asked for");
    }
  }
}
