/**
 * Images: their names, their records, and how they come from registries and archives.
 *
 * <p>Start reading at {@link dev.kapok.image.ImageStore}. This package knows nothing of containers.
 */
@NullMarked
package dev.kapok.image;

import org.jspecify.annotations.NullMarked;
