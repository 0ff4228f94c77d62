/**
 * Layers on disk: how they get there, what is mounted to see them, how they go.
 *
 * <p>Start reading at {@link dev.kapok.storage.LayerStore}. This package knows nothing of images,
 * registries and containers beyond the ids they hand it.
 */
@NullMarked
package dev.kapok.storage;

import org.jspecify.annotations.NullMarked;
