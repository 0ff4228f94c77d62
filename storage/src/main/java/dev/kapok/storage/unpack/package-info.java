/**
 * Unpacks the tar of a layer into a folder: everything is resolved beneath that folder, whatever
 * the archive says.
 *
 * <p>Start reading at {@link dev.kapok.storage.unpack.LayerUnpacker}. Used by heavy commands only.
 * Knows nothing of drivers beyond the way in which they want deletions written down.
 */
@NullMarked
package dev.kapok.storage.unpack;

import org.jspecify.annotations.NullMarked;
