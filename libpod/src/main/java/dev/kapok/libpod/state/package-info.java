/**
 * The engine's tables: containers, volumes, exit codes.
 *
 * <p>Owns the SQL and the JSON form of configurations. Whoever writes brings the transaction; what
 * lists show are columns, so that a list is one query that decodes no document. Knows no locks, no
 * processes. Start reading at {@link dev.kapok.libpod.state.LibpodSchema}.
 */
@NullMarked
package dev.kapok.libpod.state;

import org.jspecify.annotations.NullMarked;
