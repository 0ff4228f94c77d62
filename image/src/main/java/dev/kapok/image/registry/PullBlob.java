package dev.kapok.image.registry;

import dev.kapok.image.spec.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import okhttp3.Response;

/** {@code GET /v2/NAME/blobs/DIGEST}, from any byte on. */
final class PullBlob {
  private static final int PARTIAL_CONTENT = 206;

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
    Response response =
        call.get("blobs/" + blob.digest(), headers, "reading blob " + blob.digest());
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
