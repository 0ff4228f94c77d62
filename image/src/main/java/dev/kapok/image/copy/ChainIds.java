package dev.kapok.image.copy;

import dev.kapok.image.spec.Hashes;
import dev.kapok.storage.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of layers together with all beneath them.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid">OCI
 *     image spec, ChainID</a>
 */
final class ChainIds {
  private ChainIds() {}

  /** Returns the chain id of each layer, the lowest first. */
  static List<Digest> of(List<Digest> diffIds) {
    List<Digest> chain = new ArrayList<>();
    for (Digest diffId : diffIds) {
      chain.add(
          chain.isEmpty()
              ? diffId
              : Hashes.sha256((chain.getLast() + " " + diffId).getBytes(StandardCharsets.UTF_8)));
    }
    return chain;
  }
}
