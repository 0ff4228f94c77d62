package dev.kapok.storage.unpack;

/**
 * How layers are unpacked.
 *
 * @param whiteouts how deletions are written down
 * @param rootless whether this process is root only inside a user namespace, so that devices cannot
 *     be made
 * @param ignoreOwners whether an owner that cannot be set is passed over ({@code
 *     ignore_chown_errors})
 */
public record UnpackOptions(WhiteoutStyle whiteouts, boolean rootless, boolean ignoreOwners) {}
