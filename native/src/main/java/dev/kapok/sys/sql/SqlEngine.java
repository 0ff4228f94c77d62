package dev.kapok.sys.sql;

/** Opens databases: libsqlite3 in the launcher, SQLite JDBC in a plain JVM. */
public interface SqlEngine {
  /**
   * Opens a database file, which is made with mode 0600 where it is missing.
   *
   * @throws SqlException where it is no database or cannot be opened
   */
  SqlConnection open(String path);
}
