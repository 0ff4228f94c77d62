package dev.kapok.storage.driver;

/**
 * A read-only layer as drivers see it.
 *
 * @param id its folder's name
 * @param link its short name
 * @param size of its own files, in bytes
 */
public record Lower(String id, String link, long size) {}
