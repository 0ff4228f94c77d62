/** Tests of the unpacker. */
@NullMarked
package dev.kapok.storage.unpack;

import org.jspecify.annotations.NullMarked;
