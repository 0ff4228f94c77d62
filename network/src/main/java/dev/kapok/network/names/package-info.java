/**
 * Names of containers on defined networks: the files and the process of aardvark-dns.
 *
 * <p>Start at {@link dev.kapok.network.names.NameServer}.
 */
@NullMarked
package dev.kapok.network.names;

import org.jspecify.annotations.NullMarked;
