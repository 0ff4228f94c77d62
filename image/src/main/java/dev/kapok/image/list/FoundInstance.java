package dev.kapok.image.list;

/** An instance for a list, and where it comes from. */
record FoundInstance(ListInstance instance, Origin origin) {}
