/**
 * The store itself: layers and containers' layers as rows and folders that belong together.
 *
 * <p>Start reading at {@link dev.kapok.storage.store.SqlLayerStore}. Here the database, the drivers
 * and the unpacker meet; none of them knows another.
 */
@NullMarked
package dev.kapok.storage.store;

import org.jspecify.annotations.NullMarked;
