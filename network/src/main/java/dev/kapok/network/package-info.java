/**
 * Networks: how a container reaches the world and is reached.
 *
 * <p>Start reading at {@link dev.kapok.network.UserNetworks}, which chooses the program that
 * connects a network namespace without privileges, and at {@link dev.kapok.network.UserNetwork},
 * which runs it. {@link dev.kapok.network.HostsFile} and {@link dev.kapok.network.ResolvConf} only
 * compute text. This package knows nothing of containers beyond their ids.
 */
@NullMarked
package dev.kapok.network;

import org.jspecify.annotations.NullMarked;
