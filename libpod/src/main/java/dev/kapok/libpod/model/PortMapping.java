package dev.kapok.libpod.model;

/**
 * A published port range.
 *
 * @param hostIp the address it listens on; empty for all
 * @param hostPort the first port on the host; 0 until one is chosen
 * @param containerPort the first port in the container
 * @param count how many consecutive ports
 * @param protocol "tcp", "udp" or "sctp"
 */
public record PortMapping(
    String hostIp, int hostPort, int containerPort, int count, String protocol) {}
