package dev.kapok.network;

/**
 * A range of the host's ports that leads into a network namespace.
 *
 * @param hostIp the address it listens on; empty for all
 * @param hostPort the first port on the host, 1 to 65535
 * @param containerPort the first port in the namespace, 1 to 65535
 * @param count how many consecutive ports, at least 1
 * @param protocol "tcp" or "udp"
 */
public record PublishedPort(
    String hostIp, int hostPort, int containerPort, int count, String protocol) {}
