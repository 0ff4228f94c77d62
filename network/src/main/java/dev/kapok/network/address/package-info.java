/**
 * IP addresses and the subnets they lie in, of both families, as numbers.
 *
 * <p>Only arithmetic and text: no name is looked up, nothing of the host is read. Start reading at
 * {@link dev.kapok.network.address.Subnet}.
 */
@NullMarked
package dev.kapok.network.address;

import org.jspecify.annotations.NullMarked;
