/** Tests of the records from which tars are written again. */
@NullMarked
package dev.kapok.storage.record;

import org.jspecify.annotations.NullMarked;
