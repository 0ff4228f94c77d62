/** Tests of locks. */
@NullMarked
package dev.kapok.libpod.lock;

import org.jspecify.annotations.NullMarked;
