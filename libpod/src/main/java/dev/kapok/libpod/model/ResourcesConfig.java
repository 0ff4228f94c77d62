package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * What a container may use, by its cgroup; null where nothing was asked.
 *
 * @param memory in bytes
 * @param memorySwap memory and swap together, in bytes; −1 for no limit
 * @param memoryReservation in bytes
 * @param cpuShares relative weight, 1024 is usual
 * @param cpuPeriod in microseconds
 * @param cpuQuota in microseconds per period
 * @param cpusetCpus a list as in cpuset(7): "0-2,4"
 * @param cpusetMems likewise
 * @param pidsLimit how many processes; −1 for no limit
 */
public record ResourcesConfig(
    @Nullable Long memory,
    @Nullable Long memorySwap,
    @Nullable Long memoryReservation,
    @Nullable Long cpuShares,
    @Nullable Long cpuPeriod,
    @Nullable Long cpuQuota,
    @Nullable String cpusetCpus,
    @Nullable String cpusetMems,
    @Nullable Long pidsLimit) {}
