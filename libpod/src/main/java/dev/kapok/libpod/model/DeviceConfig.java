package dev.kapok.libpod.model;

/**
 * A device of the host that a container may use.
 *
 * @param source the host's path: a device, or a folder of devices
 * @param target the path in the container
 * @param access letters of "rwm"
 */
public record DeviceConfig(String source, String target, String access) {}
