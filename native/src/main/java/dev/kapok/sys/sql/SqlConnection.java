package dev.kapok.sys.sql;

/** An open database. Belongs to one thread at a time. */
public interface SqlConnection extends AutoCloseable {
  /** Compiles one statement, which the caller closes. Values are bound, never concatenated. */
  SqlStatement prepare(String sql);

  /** Runs one or more statements that return nothing, separated by semicolons. */
  void execute(String script);

  @Override
  void close();
}
