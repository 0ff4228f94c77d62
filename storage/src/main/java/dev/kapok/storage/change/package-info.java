/**
 * Trees of layers compared with each other, and written as tars.
 *
 * <p>Start reading at {@link dev.kapok.storage.change.TreeDiff}. A tree is a stack of folders, each
 * with its own marks for what it deletes. Names are Latin-1 strings here: one character for each
 * byte, whatever the name's encoding, so that they can be sorted and looked up. Used by heavy
 * commands only; knows folders, no database.
 */
@NullMarked
package dev.kapok.storage.change;

import org.jspecify.annotations.NullMarked;
