/**
 * The provider of {@link dev.kapok.sys.Kernel} for a plain JVM, by JNR-POSIX and JNR-FFI: for
 * programs that embed libpod without the launcher.
 *
 * <p>Never on the path of a command, where its first use would cost 327 ms; it needs the optional
 * library jnr-posix and glibc 2.34. Start at {@link dev.kapok.sys.jnr.JnrKernel}, which says what
 * it does not provide.
 */
@NullMarked
package dev.kapok.sys.jnr;

import org.jspecify.annotations.NullMarked;
