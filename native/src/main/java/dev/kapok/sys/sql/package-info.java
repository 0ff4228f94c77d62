/**
 * A small SQL interface (prepare, bind, step, column) and the one state database built on it.
 *
 * <p>Start reading at {@link dev.kapok.sys.sql.StateDatabase}. The tables belong to the modules
 * that use them; this package knows none.
 */
@NullMarked
package dev.kapok.sys.sql;

import org.jspecify.annotations.NullMarked;
