/**
 * The low-level runtime: which one, and how it is called (runtime-spec, and the command lines of
 * runc and crun).
 *
 * <p>{@code create} and {@code exec} are conmon's to call; all else is called from here. Start
 * reading at {@link dev.kapok.libpod.runtime.OciRuntime}.
 */
@NullMarked
package dev.kapok.libpod.runtime;

import org.jspecify.annotations.NullMarked;
