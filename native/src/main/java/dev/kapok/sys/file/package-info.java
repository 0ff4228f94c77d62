/**
 * Whole files and trees: written so that a crash leaves the old or the new content, read with a
 * bound, removed without leaving the tree.
 *
 * <p>Built on the interfaces of {@link dev.kapok.sys}; knows no file of the engine.
 */
@NullMarked
package dev.kapok.sys.file;

import org.jspecify.annotations.NullMarked;
