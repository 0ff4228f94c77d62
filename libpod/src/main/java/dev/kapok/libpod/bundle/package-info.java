/**
 * What stands ready before a container's process can start, and how it is undone: the root file
 * system, volumes, the network, the files that the engine puts in, and config.json.
 *
 * <p>The folder of a bundle is made first and deleted last, so that its presence says that there is
 * something to undo; every step of undoing may be repeated. Knows nothing of conmon and of states.
 * Start reading at {@link dev.kapok.libpod.bundle.BundleMaker}.
 */
@NullMarked
package dev.kapok.libpod.bundle;

import org.jspecify.annotations.NullMarked;
