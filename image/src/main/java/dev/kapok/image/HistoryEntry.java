package dev.kapok.image;

import org.jspecify.annotations.Nullable;

/**
 * How a layer came about (OCI image spec, config.md, "history").
 *
 * @param created RFC 3339, null where unknown
 * @param createdBy the command
 * @param emptyLayer whether it made no layer
 */
public record HistoryEntry(
    @Nullable String created,
    @Nullable String createdBy,
    @Nullable String author,
    @Nullable String comment,
    boolean emptyLayer) {}
