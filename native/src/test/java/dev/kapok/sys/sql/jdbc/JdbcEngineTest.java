package dev.kapok.sys.sql.jdbc;

import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.suite.SqlSuite;

/** SQLite JDBC passes the suite that libsqlite3 passes. */
class JdbcEngineTest extends SqlSuite {
  @Override
  protected SqlEngine engine() {
    return new JdbcEngine();
  }
}
