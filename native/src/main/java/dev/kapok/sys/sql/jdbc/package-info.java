/**
 * The provider of {@link dev.kapok.sys.sql.SqlEngine} for a plain JVM: SQLite JDBC.
 *
 * <p>Never on the path of a command, where its first use would cost 120 ms; it needs the optional
 * library sqlite-jdbc. Start at {@link dev.kapok.sys.sql.jdbc.JdbcEngine}.
 */
@NullMarked
package dev.kapok.sys.sql.jdbc;

import org.jspecify.annotations.NullMarked;
