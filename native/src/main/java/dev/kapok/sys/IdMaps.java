package dev.kapok.sys;

/**
 * The two maps of a user namespace.
 *
 * @param users of user ids
 * @param groups of group ids
 */
public record IdMaps(IdMap users, IdMap groups) {}
