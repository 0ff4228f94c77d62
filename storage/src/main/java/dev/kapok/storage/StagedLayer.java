package dev.kapok.storage;

import java.util.List;

/**
 * A layer that was unpacked but that no one sees yet.
 *
 * @param id the id it will have
 * @param folder where it lies, in the store's staging folder
 * @param diffId of the tar that was read
 * @param size of its files, in bytes
 * @param notes what was left out and why, one sentence each (devices without root, for one)
 */
public record StagedLayer(String id, String folder, Digest diffId, long size, List<String> notes) {}
