/** Tests of the store. */
@NullMarked
package dev.kapok.storage.store;

import org.jspecify.annotations.NullMarked;
