/**
 * Containers on defined networks: what a container asks of them, how it is connected by CNI and
 * taken away again, what it sees of them.
 *
 * <p>Start at {@link dev.kapok.libpod.network.ConnectedNetworks}. Only containers that name a
 * network load this package.
 */
@NullMarked
package dev.kapok.libpod.network;

import org.jspecify.annotations.NullMarked;
