package dev.kapok.libpod;

/**
 * Which part of a container's log is wanted, and how.
 *
 * @param follow whether to go on until the container ends
 * @param tail how many of the last lines; −1 for all
 * @param since in nanoseconds since the epoch; 0 for the beginning
 * @param until likewise; 0 for the end
 * @param timestamps whether each line begins with its time
 */
public record LogOptions(boolean follow, long tail, long since, long until, boolean timestamps) {}
