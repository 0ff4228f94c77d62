package dev.kapok.libpod;

/**
 * How a store is checked.
 *
 * @param quick whether the files of layers are left unread
 * @param repair whether damaged images that no container needs are removed, and what crashes left
 * @param force whether containers that need damaged images, or are damaged, are removed, too
 * @param unusedAfter how old a layer may be that nothing needs, in seconds; −1 for any age
 */
public record CheckOptions(boolean quick, boolean repair, boolean force, long unusedAfter) {}
