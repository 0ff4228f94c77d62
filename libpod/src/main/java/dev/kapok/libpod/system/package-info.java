/**
 * What works on the whole store: measuring, pruning, checking, resetting it.
 *
 * <p>Start reading at {@link dev.kapok.libpod.system.LocalSystem}. Containers and images are
 * removed by the verbs that {@code rm} and {@code rmi} use; nothing here touches their rows or
 * files.
 */
@NullMarked
package dev.kapok.libpod.system;

import org.jspecify.annotations.NullMarked;
