package dev.kapok.sys.sql;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.Output;

/**
 * One write transaction. What is not committed when it closes is rolled back.
 *
 * <p>Keep it short: every other writer of this root waits for it. Nothing is downloaded, unpacked
 * or started inside.
 */
public final class Tx implements AutoCloseable {
  private final Kernel kernel;
  private final SqlConnection connection;
  private final int lockFd;
  private boolean open = true;

  private Tx(Kernel kernel, SqlConnection connection, int lockFd) {
    this.kernel = kernel;
    this.connection = connection;
    this.lockFd = lockFd;
  }

  static Tx begin(Kernel kernel, String lockPath, SqlConnection connection) {
    int lock =
        new WritersLock(kernel, lockPath, WritersLock.PATIENCE, Output.error(kernel.io())).take();
    try {
      connection.execute("begin immediate");
      return new Tx(kernel, connection, lock);
    } catch (RuntimeException e) {
      kernel.locks().unlock(lock);
      throw e;
    }
  }

  /** Compiles a statement, which the caller closes. */
  public SqlStatement prepare(String sql) {
    return connection.prepare(sql);
  }

  /** Runs statements that take no values. */
  public void execute(String script) {
    connection.execute(script);
  }

  /** Makes all changes durable and visible at once. */
  public void commit() {
    connection.execute("commit");
    end();
  }

  @Override
  public void close() {
    if (open) {
      try {
        connection.execute("rollback");
      } finally {
        end();
      }
    }
  }

  private void end() {
    open = false;
    kernel.locks().unlock(lockFd);
  }
}
