package dev.kapok.sys.sql.jdbc;

import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.sql.SqlException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens databases by SQLite JDBC, for programs that embed libpod and for tests. */
public final class JdbcEngine implements SqlEngine {
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int SQLITE_CANTOPEN = 14;
  private static final int PRIMARY = 0xff;

  @Override
  public SqlConnection open(String path) {
    createPrivate(path);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    try {
      return new JdbcConnection(config.createConnection("jdbc:sqlite:" + path));
    } catch (SQLException e) {
      throw failure("open " + path, e);
    }
  }

  static SqlException failure(String action, SQLException cause) {
    SqlException e =
        new SqlException(cause.getErrorCode() & PRIMARY, action + ": " + cause.getMessage());
    e.initCause(cause);
    return e;
  }

  private static void createPrivate(String path) {
    try {
      Files.createFile(
          Path.of(path),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return; // it keeps the mode it has
    } catch (IOException e) {
      throw new SqlException(SQLITE_CANTOPEN, "open " + path + ": " + e.getMessage());
    }
  }
}
