/**
 * gzip, zstd and digests, as fast as this host can.
 *
 * <p>Start reading at {@link dev.kapok.sys.codec.Codecs}. There are two providers: the launcher's
 * (ISA-L and libzstd), and that of a plain JVM in {@code dev.kapok.sys.codec.plain}. Both pass one
 * conformance suite. This package knows bytes only.
 */
@NullMarked
package dev.kapok.sys.codec;

import org.jspecify.annotations.NullMarked;
