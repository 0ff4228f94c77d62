/**
 * Configuration: what the command line, the environment, containers.conf and storage.conf say, as
 * one {@link dev.kapok.libpod.EngineConfig}.
 *
 * <p>Start reading at {@link dev.kapok.libpod.config.ConfigLoader}. The files are TOML, which only
 * {@link dev.kapok.libpod.config.CompileConfig} reads, in a process of its own: it leaves a
 * compiled form behind that is read until one of the files changes. This package starts no
 * container and opens no database.
 */
@NullMarked
package dev.kapok.libpod.config;

import org.jspecify.annotations.NullMarked;
