package dev.kapok.sys.jni;

import dev.kapok.sys.sql.SqlStatement;
import org.jspecify.annotations.Nullable;

final class JniSqlStatement implements SqlStatement {
  private static final int ROW = 100;
  private static final int DONE = 101;

  private final JniSqlConnection connection;
  private final @Nullable String[] texts;
  private final long[] numbers;
  private long handle;
  private boolean onRow;

  JniSqlStatement(JniSqlConnection connection, long handle, int columns) {
    this.connection = connection;
    this.handle = handle;
    this.texts = new String[columns];
    this.numbers = new long[columns];
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
    onRow = false;
    int result = Natives.sqlStep(open(), texts, numbers);
    if (result != ROW && result != DONE) {
      throw connection.failure(result, "run a statement");
    }
    onRow = result == ROW;
    return onRow;
  }

  // Lists call these two for each cell, interpreted: what a call more costs can be measured.

  @Override
  public @Nullable String text(int column) {
    if (onRow && column >= 0 && column < texts.length) {
      String text = texts[column];
      if (text != null) {
        return text;
      }
    }
    return Natives.sqlColumnText(row(column), column);
  }

  @Override
  public long integer(int column) {
    if (onRow && column >= 0 && column < numbers.length) {
      return numbers[column];
    }
    return row(column);
  }

  @Override
  public byte @Nullable [] bytes(int column) {
    return Natives.sqlColumnBytes(row(column), column);
  }

  @Override
  public void reset() {
    onRow = false;
    Natives.sqlReset(open());
  }

  @Override
  public void close() {
    long closing = handle;
    handle = 0;
    onRow = false;
    Natives.sqlFinalize(closing);
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("the statement is closed");
    }
    return handle;
  }

  private long row(int column) {
    if (!onRow || column < 0 || column >= numbers.length) {
      throw new IllegalStateException("no row, or no column " + column);
    }
    return open();
  }
}
