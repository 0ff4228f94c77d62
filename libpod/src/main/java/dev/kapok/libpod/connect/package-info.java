/**
 * Containers on defined networks: what a container asks of them, how it is connected by CNI and
 * taken away again, what it sees of them.
 *
 * <p>Start at {@link dev.kapok.libpod.connect.ConnectedNetworks}. Only containers that name a
 * network load this package.
 */
@NullMarked
package dev.kapok.libpod.connect;

import org.jspecify.annotations.NullMarked;
