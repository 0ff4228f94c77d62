package dev.kapok.libpod;

/**
 * What became of something that was started.
 *
 * @param id of the container or exec session
 * @param exitCode as {@link ContainerIo} says; 0 where it was left running
 */
public record RunResult(String id, int exitCode) {}
