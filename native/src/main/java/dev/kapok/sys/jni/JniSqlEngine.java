package dev.kapok.sys.jni;

import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.sql.SqlException;

/** libsqlite3, linked into the launcher. */
final class JniSqlEngine implements SqlEngine {
  static final JniSqlEngine INSTANCE = new JniSqlEngine();

  @Override
  public SqlConnection open(String path) {
    long[] handle = new long[1];
    int result = Natives.sqlOpen(Result.bytes(path), handle);
    JniSqlConnection connection = new JniSqlConnection(handle[0]);
    if (result != JniSqlConnection.OK) {
      SqlException failure = connection.failure(result, "open " + path);
      connection.close();
      throw failure;
    }
    return connection;
  }
}
