package dev.kapok.storage.tar;

import java.util.Map;

/**
 * What stands in front of an entry's content.
 *
 * @param type one of the constants of {@link TarEntry}
 * @param name in bytes; a folder's ends with a slash
 * @param linkName what a hard or symbolic link names, empty for all else
 * @param mode permission bits with set-uid, set-gid and sticky
 * @param size of the content, in bytes
 * @param modifiedSeconds since the epoch
 * @param device of a device node, as makedev(3) makes it
 * @param xattrs by name; their order is kept
 */
@SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared as records
public record TarHeader(
    char type,
    byte[] name,
    byte[] linkName,
    int mode,
    long uid,
    long gid,
    long size,
    long modifiedSeconds,
    int modifiedNanos,
    long device,
    Map<String, byte[]> xattrs) {}
