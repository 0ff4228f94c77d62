/**
 * Small files and folders of the engine's own.
 *
 * <p>Knows paths only as texts it is given; what lies where is {@code
 * dev.kapok.libpod.EnginePaths}' to say. Start reading at {@link dev.kapok.libpod.disk.Disk}.
 */
@NullMarked
package dev.kapok.libpod.disk;

import org.jspecify.annotations.NullMarked;
