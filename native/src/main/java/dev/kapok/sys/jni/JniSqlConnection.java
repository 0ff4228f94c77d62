package dev.kapok.sys.jni;

import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;

final class JniSqlConnection implements SqlConnection {
  static final int OK = 0;

  private static final int PRIMARY = 0xff;

  private long handle;

  JniSqlConnection(long handle) {
    this.handle = handle;
  }

  @Override
  public SqlStatement prepare(String sql) {
    long[] statement = new long[2];
    check(Natives.sqlPrepare(open(), Result.bytes(sql), statement), "prepare " + sql);
    if (statement[0] == 0) {
      throw new IllegalArgumentException("no SQL statement in: " + sql);
    }
    return new JniSqlStatement(this, statement[0], (int) statement[1]);
  }

  @Override
  public void execute(String script) {
    check(Natives.sqlExecute(open(), Result.bytes(script)), "execute " + script);
  }

  @Override
  public void close() {
    long closing = handle;
    handle = 0;
    Natives.sqlClose(closing);
  }

  void check(int result, String action) {
    if (result != OK) {
      throw failure(result, action);
    }
  }

  SqlException failure(int result, String action) {
    return new SqlException(
        result & PRIMARY, action + ": " + Result.text(Natives.sqlMessage(handle)));
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("the database is closed");
    }
    return handle;
  }
}
