/**
 * Whole folder trees: deleting, measuring and copying them beneath a descriptor, without following
 * links and without leaving the file system. Knows nothing of layers.
 */
@NullMarked
package dev.kapok.storage.tree;

import org.jspecify.annotations.NullMarked;
