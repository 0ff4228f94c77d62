package dev.kapok.network.cni;

/**
 * An attachment whose record cannot be read.
 *
 * @param network its name
 * @param containerId the container's id
 * @param ifName the interface in the container
 */
public record DamagedRecord(String network, String containerId, String ifName) {}
