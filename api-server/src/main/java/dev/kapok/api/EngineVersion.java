package dev.kapok.api;

/**
 * What the service says about itself.
 *
 * @param engine Kapok's version
 * @param api Docker's API that is spoken, "1.44"
 * @param minimumApi the oldest that is accepted
 * @param os "linux"
 * @param architecture in Go's words, "amd64"
 * @param kernel the running kernel's release
 */
public record EngineVersion(
    String engine, String api, String minimumApi, String os, String architecture, String kernel) {}
