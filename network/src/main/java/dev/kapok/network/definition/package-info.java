/**
 * Networks as users define them: what they are asked to be, and the files that say so.
 *
 * <p>A definition is a CNI configuration list, {@code NAME.conflist}, in the engine's own folder;
 * lists that others wrote into CNI's folder are offered too, and never changed. Nothing is set up
 * here and no plugin is known but by what is written for it. Start reading at {@link
 * dev.kapok.network.definition.Networks}.
 */
@NullMarked
package dev.kapok.network.definition;

import org.jspecify.annotations.NullMarked;
