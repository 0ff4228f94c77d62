package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/**
 * Host paths that the engine binds into a container; null leaves the container's own in place.
 *
 * @param hosts for /etc/hosts
 * @param hostname for /etc/hostname
 * @param resolvConf for /etc/resolv.conf
 * @param containerEnv for /run/.containerenv
 * @param shm a mounted tmpfs for /dev/shm that others may share; null for one that the runtime
 *     mounts. With the host's ipc namespace the host's is taken, whatever stands here
 * @param init the program that runs in front of the command ({@code --init})
 */
public record EngineFiles(
    @Nullable String hosts,
    @Nullable String hostname,
    @Nullable String resolvConf,
    @Nullable String containerEnv,
    @Nullable String shm,
    @Nullable String init) {}
