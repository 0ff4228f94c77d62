/**
 * Images on their way out of the store: to a registry, an archive or a folder.
 *
 * <p>Start reading at {@link dev.kapok.image.send.SendImage}. This package knows targets and the
 * store; it neither speaks HTTP nor writes archives.
 */
@NullMarked
package dev.kapok.image.send;

import org.jspecify.annotations.NullMarked;
