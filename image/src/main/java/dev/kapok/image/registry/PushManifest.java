package dev.kapok.image.registry;

import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.storage.Digest;
import java.io.IOException;
import okhttp3.Response;

/** {@code PUT /v2/NAME/manifests/REFERENCE}. */
final class PushManifest {
  private final RegistryCall call;

  PushManifest(RegistryCall call) {
    this.call = call;
  }

  /**
   * Sends a document.
   *
   * @param reference a tag, or the document's digest
   * @throws RegistryException where the registry understood another document
   */
  void push(String reference, ManifestDocument document) throws IOException {
    String action = "writing manifest " + reference;
    BodySource body = BodySource.of(document.bytes(), document.mediaType());
    try (Response response = call.send(Call.put("manifests/" + reference, body, action))) {
      String found = response.header("Docker-Content-Digest");
      if (found != null && !found.equals(document.digest().toString()) && isSha256(found)) {
        throw new RegistryException(
            RegistryException.Kind.FAILED,
            action
                + " to "
                + call.place()
                + ": the registry has stored something else, with the digest "
                + found);
      }
    }
  }

  private static boolean isSha256(String text) {
    try {
      return Digest.parse(text).algorithm().equals("sha256");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
