/**
 * The built-in plugins: loopback, bridge, host-local, portmap, firewall, tuning.
 *
 * <p>They read and return what the CNI reference plugins of the same names do (cni.dev/plugins), so
 * that the programs can take their place, but work inside this process: links by one {@code ip
 * -batch} per namespace, rules by one transaction in tables of Kapok's own, leases in host-local's
 * own files. Start at {@link dev.kapok.network.plugin.BuiltinPlugins}. The package knows containers
 * by their ids only.
 */
@NullMarked
package dev.kapok.network.plugin;

import org.jspecify.annotations.NullMarked;
