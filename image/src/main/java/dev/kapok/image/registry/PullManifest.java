package dev.kapok.image.registry;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import okhttp3.Response;

/** {@code GET /v2/NAME/manifests/REFERENCE}, bounded in size and compared with its digest. */
final class PullManifest {
  private final RegistryCall call;

  PullManifest(RegistryCall call) {
    this.call = call;
  }

  /** Returns the document that a tag or a digest leads to. */
  ManifestDocument pull(String reference) throws IOException {
    String action = "reading manifest " + reference;
    List<String> headers = new ArrayList<>();
    for (String type : MediaTypes.manifests()) {
      headers.add("Accept");
      headers.add(type);
    }
    String origin = call.place() + (isDigest(reference) ? "@" : ":") + reference;
    byte[] bytes;
    try (Response response = call.get("manifests/" + reference, headers, action);
        InputStream in = response.body().byteStream()) {
      bytes = in.readNBytes(ManifestDocument.MAX_BYTES + 1);
    }
    if (bytes.length > ManifestDocument.MAX_BYTES) {
      throw new ImageFormatException(
          "manifest of " + origin + " is larger than " + ManifestDocument.MAX_BYTES + " bytes");
    }
    if (isDigest(reference)) {
      verify(origin, bytes, Digest.parse(reference));
    }
    return ManifestDocument.parse(origin, bytes);
  }

  private static boolean isDigest(String reference) {
    return reference.indexOf(':') >= 0;
  }

  private static void verify(String origin, byte[] bytes, Digest wanted)
      throws ImageFormatException {
    MessageDigest digester = Hashes.digester(wanted.algorithm());
    String found = HexFormat.of().formatHex(digester.digest(bytes));
    if (!found.equals(wanted.hex())) {
      throw new ImageFormatException(
          "manifest of " + origin + " has in truth the digest " + wanted.algorithm() + ":" + found);
    }
  }
}
