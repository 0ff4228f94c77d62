/** Tests of walks through whole trees. */
@NullMarked
package dev.kapok.storage.tree;

import org.jspecify.annotations.NullMarked;
