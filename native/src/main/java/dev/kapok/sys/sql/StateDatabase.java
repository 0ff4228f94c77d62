package dev.kapok.sys.sql;

import dev.kapok.sys.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one database of an engine's root: containers, layers, images and what belongs to them.
 *
 * <p>Journal: WAL with synchronous=FULL, so that a commit survives a power loss. Writers queue at
 * one flock, which serves them fairly and names its holder; readers never wait. Each module brings
 * its {@link Schema}; opening runs the migrations that are missing, under the writers' lock.
 *
 * <pre>{@code
 * try (Tx tx = database.begin()) {
 *   tx.prepare("insert into …").bind(1, id).step();
 *   tx.commit();
 * }
 * }</pre>
 */
public final class StateDatabase implements AutoCloseable {
  private final Kernel kernel;
  private final String path;
  private final SqlConnection connection;
  private @Nullable Reserve reserve;

  private StateDatabase(Kernel kernel, String path, SqlConnection connection) {
    this.kernel = kernel;
    this.path = path;
    this.connection = connection;
  }

  /**
   * Opens the database and brings its tables up to date.
   *
   * @param path its file; beside it lie the write-ahead log, the writers' lock and the {@link
   *     Reserve}
   * @throws SqlException where it cannot be opened, or was written by a newer version
   */
  public static StateDatabase open(Kernel kernel, String path, List<Schema> schemas) {
    StateDatabase database = new StateDatabase(kernel, path, kernel.sql().open(path));
    try {
      Migrations.run(database, path, schemas);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /** Compiles a statement that only reads; it sees the last commit at its first step. */
  public SqlStatement prepare(String sql) {
    return connection.prepare(sql);
  }

  /** Begins the transaction that may write; waits until no other process writes. */
  public Tx begin() {
    reserve().keep();
    return Tx.begin(kernel, path + ".lock", connection);
  }

  /**
   * As {@link #begin}, for what frees space or records that something ended: it finds room on a
   * full disk, too, because some was kept for it.
   */
  public Tx beginRemoval() {
    reserve().give();
    return Tx.begin(kernel, path + ".lock", connection);
  }

  private Reserve reserve() {
    Reserve made = reserve;
    if (made == null) {
      made = Reserve.of(kernel.io(), path + ".reserve");
      reserve = made;
    }
    return made;
  }

  SqlConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.close();
  }
}
