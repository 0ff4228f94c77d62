/**
 * The kernel's links, addresses and routes, of this network namespace and of others.
 *
 * <p>Changes are collected and made by few processes: {@link dev.kapok.network.link.LinkBatch} is
 * one {@code ip -batch}. {@link dev.kapok.network.link.Tools} starts the programs. This package
 * knows nothing of containers and of CNI.
 */
@NullMarked
package dev.kapok.network.link;

import org.jspecify.annotations.NullMarked;
