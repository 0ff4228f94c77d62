package dev.kapok.sys.sql.jdbc;

import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions are begun and ended by SQL; the driver stays in its auto-commit mode. */
final class JdbcConnection implements SqlConnection {
  private final Connection connection;

  JdbcConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public SqlStatement prepare(String sql) {
    try {
      checkOpen();
      PreparedStatement statement = connection.prepareStatement(sql);
      return new JdbcStatement(statement);
    } catch (SQLException e) {
      throw JdbcEngine.failure("prepare " + sql, e);
    }
  }

  @Override
  public void execute(String script) {
    try {
      checkOpen();
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(script); // the only call of the driver that runs a whole script
      }
    } catch (SQLException e) {
      throw JdbcEngine.failure("execute " + script, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JdbcEngine.failure("close the database", e);
    }
  }

  private void checkOpen() throws SQLException {
    if (connection.isClosed()) {
      throw new IllegalStateException("the database is closed");
    }
  }
}
