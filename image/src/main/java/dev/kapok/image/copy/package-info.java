/**
 * Images on their way into the store: from any source, from archives, from a bare file system.
 *
 * <p>Start reading at {@link dev.kapok.image.copy.CopyImage}. This package knows sources and the
 * store, no registry.
 */
@NullMarked
package dev.kapok.image.copy;

import org.jspecify.annotations.NullMarked;
