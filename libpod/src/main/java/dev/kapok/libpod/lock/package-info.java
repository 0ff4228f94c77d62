/**
 * One lock per object, freed by the kernel when its holder dies.
 *
 * <p>Order, for whoever needs several: network, pod, container, volume, image, layer. No lock is
 * held while something is downloaded or unpacked. Lists take none. Start reading at {@link
 * dev.kapok.libpod.lock.ObjectLocks}.
 */
@NullMarked
package dev.kapok.libpod.lock;

import org.jspecify.annotations.NullMarked;
