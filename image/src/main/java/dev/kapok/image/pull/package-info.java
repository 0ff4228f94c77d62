/**
 * Pulling: from the name that a user types to an image in the store.
 *
 * <p>Start reading at {@link dev.kapok.image.pull.PullImage}. This package decides what is fetched
 * from where; it neither speaks HTTP nor unpacks.
 */
@NullMarked
package dev.kapok.image.pull;

import org.jspecify.annotations.NullMarked;
