/**
 * Pods: what a verb does to all containers of one.
 *
 * <p>Start reading at {@link dev.kapok.libpod.pods.LocalPods}. A pod itself has no state but its
 * row; what it is follows from its containers, which the verbs of {@code dev.kapok.libpod.verb}
 * move.
 */
@NullMarked
package dev.kapok.libpod.pods;

import org.jspecify.annotations.NullMarked;
