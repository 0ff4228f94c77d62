package dev.kapok.storage;

import org.jspecify.annotations.Nullable;

/**
 * A layer in the store: one difference to its parent, unpacked and read-only.
 *
 * @param id a random name, 64 hex digits
 * @param parent the id of the layer beneath, null for the first
 * @param diffId the digest of the uncompressed tar
 * @param chainId names the layer together with all beneath it (OCI image spec, config.md); unique
 *     in a store
 * @param link a short name, unique in a store, so that many layers fit into one mount call
 * @param size of the layer's own files, in bytes
 */
public record Layer(
    String id, @Nullable String parent, Digest diffId, Digest chainId, String link, long size) {}
