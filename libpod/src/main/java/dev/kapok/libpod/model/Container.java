package dev.kapok.libpod.model;

/** A container: what was decided about it, and where it is in its life. */
public record Container(ContainerConfig config, ContainerState state) {}
