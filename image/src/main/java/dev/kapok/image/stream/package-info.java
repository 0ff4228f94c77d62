/**
 * Streams of blobs: bounded, verified, decompressed, put aside.
 *
 * <p>Start reading at {@link dev.kapok.image.stream.VerifiedStream}. This package knows bytes and
 * digests, no images.
 */
@NullMarked
package dev.kapok.image.stream;

import org.jspecify.annotations.NullMarked;
