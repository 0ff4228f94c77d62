/**
 * gzip and zstd in a JVM that the launcher did not start: by the JDK and by zstd-jni.
 *
 * <p>Start reading at {@link dev.kapok.sys.codec.plain.PlainCodecs}.
 */
@NullMarked
package dev.kapok.sys.codec.plain;

import org.jspecify.annotations.NullMarked;
