/**
 * From a container's configuration to the {@code config.json} that a low-level runtime reads (OCI
 * runtime specification, config.md and config-linux.md).
 *
 * <p>A contributor knows one subject and fills its part of a {@link
 * dev.kapok.libpod.spec.SpecBuilder}; {@link dev.kapok.libpod.spec.SpecPipeline} runs them in their
 * order. This package computes and reads; it mounts, creates and starts nothing, and does not know
 * the database. Start reading at {@link dev.kapok.libpod.spec.SpecContext}.
 */
@NullMarked
package dev.kapok.libpod.spec;

import org.jspecify.annotations.NullMarked;
