/**
 * Volumes as the engine's users see them: made, listed, looked at, removed, written to tars and
 * filled from tars.
 *
 * <p>Start reading at {@link dev.kapok.libpod.volumes.LocalVolumes}.
 */
@NullMarked
package dev.kapok.libpod.volumes;

import org.jspecify.annotations.NullMarked;
