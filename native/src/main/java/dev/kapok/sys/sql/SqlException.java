package dev.kapok.sys.sql;

/** A statement that failed. */
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLITE_CONSTRAINT: a unique or foreign key would be violated. */
  public static final int CONSTRAINT = 19;

  /** SQLITE_FULL: no space left. */
  public static final int FULL = 13;

  /** SQLITE_SCHEMA: the tables are not those that this version knows. */
  public static final int SCHEMA = 17;

  private final int code;

  /** Describes a failure by SQLite's primary result code and message. */
  public SqlException(int code, String message) {
    super(code == FULL ? message + ": no space left on device" : message);
    this.code = code;
  }

  /** Returns SQLite's primary result code (sqlite.org/rescode.html). */
  public int code() {
    return code;
  }
}
