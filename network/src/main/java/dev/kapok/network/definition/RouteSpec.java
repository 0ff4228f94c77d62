package dev.kapok.network.definition;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;

/**
 * A route that each container on a network gets.
 *
 * @param destination what it leads to
 * @param gateway an address of the network
 * @param metric the less, the sooner it is used; 0 where nobody said
 */
public record RouteSpec(Subnet destination, IpAddress gateway, long metric) {}
