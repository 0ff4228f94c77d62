/** Tests of what becomes of a tree's files in a tar. */
@NullMarked
package dev.kapok.storage.change;

import org.jspecify.annotations.NullMarked;
