package dev.kapok.sys.sql;

import java.util.List;

/** Runs what is missing of each module's migrations. */
final class Migrations {
  private Migrations() {}

  static void run(StateDatabase database, String path, List<Schema> schemas) {
    long found = version(database);
    if (found == total(schemas)) {
      return;
    }
    if (found > total(schemas)) {
      throw new SqlException(
          SqlException.SCHEMA,
          "open "
              + path
              + ": a newer version of this program has changed its tables; use that version, or"
              + " another --root");
    }
    database.connection().execute("pragma journal_mode=wal");
    try (Tx tx = database.begin()) {
      tx.execute(
          "create table if not exists migrations (module text not null, number integer not null,"
              + " primary key (module, number)) without rowid");
      for (Schema schema : schemas) {
        apply(tx, schema);
      }
      tx.execute("pragma user_version=" + total(schemas));
      tx.commit();
    }
  }

  private static long version(StateDatabase database) {
    try (SqlStatement statement = database.prepare("pragma user_version")) {
      return statement.step() ? statement.integer(0) : 0;
    }
  }

  private static int total(List<Schema> schemas) {
    int total = 0;
    for (int i = 0; i < schemas.size(); i++) {
      total += schemas.get(i).migrations().size();
    }
    return total;
  }

  private static void apply(Tx tx, Schema schema) {
    long done;
    try (SqlStatement count =
        tx.prepare("select count(*) from migrations where module=?1").bind(1, schema.module())) {
      count.step();
      done = count.integer(0);
    }
    for (int i = (int) done; i < schema.migrations().size(); i++) {
      tx.execute(schema.migrations().get(i));
      try (SqlStatement mark =
          tx.prepare("insert into migrations (module, number) values (?1, ?2)")) {
        mark.bind(1, schema.module()).bind(2, i + 1L).step();
      }
    }
  }
}
