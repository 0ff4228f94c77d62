package dev.kapok.network.cni;

import org.jspecify.annotations.Nullable;

/**
 * What is on record of an attachment.
 *
 * @param list the configuration as of the ADD, which may have been changed or removed since
 * @param result of the last plugin that ended, null where none did before the ADD was cut short
 */
public record CachedAttachment(
    NetworkList list, Attachment attachment, @Nullable CniResult result) {}
