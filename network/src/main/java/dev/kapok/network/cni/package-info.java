/**
 * The Container Network Interface (CNI SPEC.md 0.4.0, 1.0.0, 1.1.0): configuration lists, the
 * protocol between a runtime and its plugins, and the cache of results.
 *
 * <p>Start reading at {@link dev.kapok.network.cni.CniRuntime}, which adds a container to a network
 * and takes it away, and at {@link dev.kapok.network.cni.CniPlugin}, which is one plugin, whether a
 * program on the CNI path or a class of this engine. This package knows neither a particular plugin
 * nor a container beyond its id.
 */
@NullMarked
package dev.kapok.network.cni;

import org.jspecify.annotations.NullMarked;
