package dev.kapok.image.copy;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.Hashes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The configuration and the manifest of an image, as they came, and what follows from them. */
final class ImageDocuments {
  private final byte[] manifest;
  private final String config;
  private final String id;
  private final ImageConfig parsed;

  /**
   * Reads the documents.
   *
   * @param origin names the image in messages
   */
  ImageDocuments(String origin, byte[] config, byte[] manifest) throws ImageFormatException {
    this.manifest = manifest.clone();
    this.config = new String(config, StandardCharsets.UTF_8);
    this.id = Hashes.sha256(config).hex();
    try {
      this.parsed = ImageConfig.parse(this.config);
    } catch (JsonException e) {
      throw new ImageFormatException("configuration of " + origin + ": " + e.getMessage(), e);
    }
  }

  /** Returns the image's id: the SHA-256 of its configuration, 64 hex digits. */
  String id() {
    return id;
  }

  String config() {
    return config;
  }

  byte[] manifest() {
    return manifest.clone();
  }

  String manifestDigest() {
    return Hashes.sha256(manifest).toString();
  }

  /** Returns the digests of the uncompressed layers, which must be as many as the layers are. */
  List<Digest> diffIds(String origin, int layers) throws ImageFormatException {
    if (parsed.diffIds().size() != layers) {
      throw new ImageFormatException(
          "configuration of "
              + origin
              + " names "
              + parsed.diffIds().size()
              + " layers, the manifest "
              + layers);
    }
    List<Digest> digests = new ArrayList<>();
    try {
      for (String diffId : parsed.diffIds()) {
        digests.add(Digest.parse(diffId));
      }
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException("configuration of " + origin + ": " + e.getMessage(), e);
    }
    return digests;
  }

  /** Returns when the image was made, in seconds since the epoch; 0 where that is not said. */
  long created() {
    String created = parsed.created();
    if (created == null) {
      return 0;
    }
    try {
      return OffsetDateTime.parse(created).toEpochSecond();
    } catch (DateTimeException e) {
      // A date is for show only; an image with a strange one can be used all the same.
      return 0;
    }
  }
}
