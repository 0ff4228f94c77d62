/**
 * The engine: containers and what may be done to them.
 *
 * <p>Start reading at {@code dev.kapok.libpod.Engine}. A verb is a class of {@code
 * dev.kapok.libpod.verb}; what it works on are the records of {@code dev.kapok.libpod.model}.
 */
@NullMarked
package dev.kapok.libpod;

import org.jspecify.annotations.NullMarked;
