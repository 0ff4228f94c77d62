package dev.kapok.sys.sql.jdbc;

import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** SQLite's statement on top of JDBC's, which runs first and steps afterwards. */
final class JdbcStatement implements SqlStatement {
  private static final int SQLITE_RANGE = 25;

  private final PreparedStatement statement;
  private final int parameters;
  private @Nullable ResultSet rows;

  JdbcStatement(PreparedStatement statement) throws SQLException {
    this.statement = statement;
    this.parameters = statement.getParameterMetaData().getParameterCount();
    clear();
  }

  @Override
  public SqlStatement bind(int parameter, @Nullable String value) {
    try {
      checkParameter(parameter);
      statement.setString(parameter, value);
    } catch (SQLException e) {
      throw JdbcEngine.failure("bind a text", e);
    }
    return this;
  }

  @Override
  public SqlStatement bind(int parameter, long value) {
    try {
      checkParameter(parameter);
      statement.setLong(parameter, value);
    } catch (SQLException e) {
      throw JdbcEngine.failure("bind a number", e);
    }
    return this;
  }

  @Override
  public SqlStatement bindBytes(int parameter, byte @Nullable [] value) {
    try {
      checkParameter(parameter);
      statement.setBytes(parameter, value);
    } catch (SQLException e) {
      throw JdbcEngine.failure("bind bytes", e);
    }
    return this;
  }

  @Override
  public boolean step() {
    try {
      checkOpen();
      if (rows == null) {
        if (!statement.execute()) {
          return false;
        }
        rows = statement.getResultSet();
      }
      if (rows.next()) {
        return true;
      }
      end();
      return false;
    } catch (SQLException e) {
      throw JdbcEngine.failure("run a statement", e);
    }
  }

  @Override
  public @Nullable String text(int column) {
    try {
      return row(column).getString(column + 1);
    } catch (SQLException e) {
      throw JdbcEngine.failure("read a column", e);
    }
  }

  @Override
  public long integer(int column) {
    try {
      return row(column).getLong(column + 1);
    } catch (SQLException e) {
      throw JdbcEngine.failure("read a column", e);
    }
  }

  @Override
  public byte @Nullable [] bytes(int column) {
    try {
      return row(column).getBytes(column + 1);
    } catch (SQLException e) {
      throw JdbcEngine.failure("read a column", e);
    }
  }

  @Override
  public void reset() {
    try {
      checkOpen();
      end();
      clear();
    } catch (SQLException e) {
      throw JdbcEngine.failure("reset a statement", e);
    }
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw JdbcEngine.failure("close a statement", e);
    }
  }

  private void end() throws SQLException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }

  /** The driver wants every parameter bound; SQLite takes those that are not for NULL. */
  private void clear() throws SQLException {
    for (int i = 1; i <= parameters; i++) {
      statement.setNull(i, Types.NULL);
    }
  }

  private void checkParameter(int parameter) throws SQLException {
    checkOpen();
    if (parameter < 1 || parameter > parameters) {
      throw new SqlException(SQLITE_RANGE, "the statement has no parameter " + parameter);
    }
  }

  private ResultSet row(int column) throws SQLException {
    checkOpen();
    ResultSet current = rows;
    if (current == null || column < 0 || column >= current.getMetaData().getColumnCount()) {
      throw new IllegalStateException("no row, or no column " + column);
    }
    return current;
  }

  private void checkOpen() throws SQLException {
    if (statement.isClosed()) {
      throw new IllegalStateException("the statement is closed");
    }
  }
}
