package dev.kapok.libpod.model;

/**
 * A limit of setrlimit(2).
 *
 * @param name without RLIMIT_, lower case: "nofile"
 * @param soft −1 for unlimited
 * @param hard −1 for unlimited
 */
public record Ulimit(String name, long soft, long hard) {}
