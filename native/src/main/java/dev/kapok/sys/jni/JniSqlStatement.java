package dev.kapok.sys.jni;

import dev.kapok.sys.sql.SqlStatement;
import org.jspecify.annotations.Nullable;

final class JniSqlStatement implements SqlStatement {
  private static final int ROW = 100;
  private static final int DONE = 101;

  private final JniSqlConnection connection;
  private long handle;
  private int columns;

  JniSqlStatement(JniSqlConnection connection, long handle) {
    this.connection = connection;
    this.handle = handle;
  }

  @Override
  public SqlStatement bind(int parameter, @Nullable String value) {
    byte[] text = value == null ? null : Result.bytes(value);
    connection.check(Natives.sqlBindBytes(open(), parameter, text, true), "bind a text");
    return this;
  }

  @Override
  public SqlStatement bind(int parameter, long value) {
    connection.check(Natives.sqlBindLong(open(), parameter, value), "bind a number");
    return this;
  }

  @Override
  public SqlStatement bindBytes(int parameter, byte @Nullable [] value) {
    connection.check(Natives.sqlBindBytes(open(), parameter, value, false), "bind bytes");
    return this;
  }

  @Override
  public boolean step() {
    columns = 0;
    int result = Natives.sqlStep(open());
    if (result == ROW) {
      columns = Natives.sqlColumnCount(handle);
      return true;
    }
    if (result != DONE) {
      throw connection.failure(result, "run a statement");
    }
    return false;
  }

  @Override
  public @Nullable String text(int column) {
    return Natives.sqlColumnText(row(column), column);
  }

  @Override
  public long integer(int column) {
    return Natives.sqlColumnLong(row(column), column);
  }

  @Override
  public byte @Nullable [] bytes(int column) {
    return Natives.sqlColumnBytes(row(column), column);
  }

  @Override
  public void reset() {
    columns = 0;
    Natives.sqlReset(open());
  }

  @Override
  public void close() {
    long closing = handle;
    handle = 0;
    Natives.sqlFinalize(closing);
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("the statement is closed");
    }
    return handle;
  }

  private long row(int column) {
    if (column < 0 || column >= columns) {
      throw new IllegalStateException("no row, or no column " + column);
    }
    return open();
  }
}
