package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/**
 * One namespace of a container (config-linux.md, "Namespaces").
 *
 * @param type the specification's word: "pid", "network", "mount" …
 * @param path of the namespace that is joined, null for a new one
 */
record SpecNamespace(String type, @Nullable String path) {}
