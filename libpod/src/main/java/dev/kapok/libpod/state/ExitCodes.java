package dev.kapok.libpod.state;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import org.jspecify.annotations.Nullable;

/**
 * The exit codes of containers that were removed, kept for a while so that {@code wait} never loses
 * a race with {@code --rm}.
 */
public final class ExitCodes {
  /** How long a code is kept, in nanoseconds: ten minutes. */
  static final long KEPT = 600_000_000_000L;

  private final StateDatabase database;

  /** Works on this database. */
  public ExitCodes(StateDatabase database) {
    this.database = database;
  }

  /**
   * Keeps a code and drops the outdated ones.
   *
   * @param now in nanoseconds since the epoch
   */
  public void put(Tx tx, String id, String name, int code, long now) {
    try (SqlStatement old = tx.prepare("delete from exit_codes where at<?1")) {
      old.bind(1, now - KEPT).step();
    }
    try (SqlStatement insert =
        tx.prepare("insert or replace into exit_codes (id, name, code, at) values (?1,?2,?3,?4)")) {
      insert.bind(1, id).bind(2, name).bind(3, code).bind(4, now).step();
    }
  }

  /** Returns the code of the container that had this id or, last, this name; null for unknown. */
  public @Nullable Integer find(String nameOrId) {
    try (SqlStatement query =
        database.prepare("select code from exit_codes where id=?1 or name=?1 order by at desc")) {
      return query.bind(1, nameOrId).step() ? Integer.valueOf((int) query.integer(0)) : null;
    }
  }
}
