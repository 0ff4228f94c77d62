/**
 * Reads tar archives: bytes in, entries out. Knows nothing of files, layers and whiteouts.
 *
 * <p>Start reading at {@link dev.kapok.storage.tar.TarReader}. It is a reader of our own because
 * layers need the bytes as they are: Commons Compress decodes names and PAX values as text, which
 * destroys names that aren't UTF-8 and every {@code security.capability} that has a byte above 127.
 * Where implementations differ (what wins when a name is given three times, say), this one does
 * what Go's archive/tar does, so that two engines see the same files in one layer. Tests write
 * archives with Commons Compress and GNU tar.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax</a>
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Tar-Internals.html">GNU tar
 *     internals</a>
 */
@NullMarked
package dev.kapok.storage.tar;

import org.jspecify.annotations.NullMarked;
