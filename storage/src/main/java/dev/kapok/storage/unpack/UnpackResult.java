package dev.kapok.storage.unpack;

import dev.kapok.storage.Digest;
import java.util.List;

/**
 * What came of a tar.
 *
 * @param diffId the digest of all its bytes, to the very end
 * @param size of the files, in bytes
 * @param rootSeen whether the tar had an entry for the root folder itself
 * @param rootOpaque whether the layer hides everything beneath it ({@code .wh..wh..opq} at the
 *     root), which no driver can see in the folder itself
 * @param notes what was left out and why, one sentence each
 */
public record UnpackResult(
    Digest diffId, long size, boolean rootSeen, boolean rootOpaque, List<String> notes) {}
