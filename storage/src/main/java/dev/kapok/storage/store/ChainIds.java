package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names a layer together with all beneath it.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid">OCI
 *     image spec, layer ChainID</a>
 */
public final class ChainIds {
  private ChainIds() {}

  /** Returns the chain id of a layer with this diff id on a parent, null for none. */
  public static Digest of(@Nullable Digest parentChainId, Digest diffId) {
    if (parentChainId == null) {
      return diffId;
    }
    String text = parentChainId + " " + diffId;
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(text.getBytes(StandardCharsets.US_ASCII));
      return Digest.sha256(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
