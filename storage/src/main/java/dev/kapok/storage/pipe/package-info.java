/**
 * Bytes on their way between threads: chunks that go round, so that memory is bounded and the
 * slowest thread sets the pace.
 *
 * <p>Start reading at {@link dev.kapok.storage.pipe.ChunkPipe} for what comes in, and at {@link
 * dev.kapok.storage.pipe.MadeStream} for what goes out. Knows nothing of tars and layers.
 */
@NullMarked
package dev.kapok.storage.pipe;

import org.jspecify.annotations.NullMarked;
