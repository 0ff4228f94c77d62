package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import dev.kapok.sys.codec.Digests;
import java.nio.charset.StandardCharsets;
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
    byte[] hash = Digests.sha256().digest(text.getBytes(StandardCharsets.US_ASCII));
    return Digest.sha256(HexFormat.of().formatHex(hash));
  }
}
