/**
 * What can be done to containers, a class a verb: refresh, guard, act, save, report.
 *
 * <p>{@link dev.kapok.libpod.verb.Transitions} alone says what is legal in which state; {@link
 * dev.kapok.libpod.verb.ContainerTransaction} writes the order down once. Start reading at {@link
 * dev.kapok.libpod.verb.StartContainer}.
 */
@NullMarked
package dev.kapok.libpod.verb;

import org.jspecify.annotations.NullMarked;
