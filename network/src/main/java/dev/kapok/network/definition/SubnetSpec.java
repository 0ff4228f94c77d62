package dev.kapok.network.definition;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * A subnet of a network.
 *
 * @param gateway the host's address in it, null where it has none
 * @param rangeStart the first address that containers get unasked, null for the subnet's first
 * @param rangeEnd the last such address, null for the subnet's last
 */
public record SubnetSpec(
    Subnet subnet,
    @Nullable IpAddress gateway,
    @Nullable IpAddress rangeStart,
    @Nullable IpAddress rangeEnd) {}
