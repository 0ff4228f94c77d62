package dev.kapok.sys.sql;

import org.jspecify.annotations.Nullable;

/**
 * A compiled statement: bind, step, read columns.
 *
 * <p>Parameters count from 1, columns from 0, as in sqlite3_bind_text(3) and
 * sqlite3_column_text(3). Binding returns the statement, so that calls chain.
 */
public interface SqlStatement extends AutoCloseable {
  /** Binds a text; null binds NULL. */
  SqlStatement bind(int parameter, @Nullable String value);

  /** Binds a number. */
  SqlStatement bind(int parameter, long value);

  /** Binds bytes; null binds NULL. */
  SqlStatement bindBytes(int parameter, byte @Nullable [] value);

  /** Goes to the next row; false after the last, and for statements without rows. */
  boolean step();

  /** Returns a column of the current row as text, null for NULL. */
  @Nullable String text(int column);

  /** Returns a column of the current row as a number, 0 for NULL. */
  long integer(int column);

  /** Returns a column of the current row as bytes, null for NULL. */
  byte @Nullable [] bytes(int column);

  /** Makes the statement ready to be bound and stepped again; bindings are cleared. */
  void reset();

  @Override
  void close();
}
