package dev.kapok.sys.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlEngine;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SqlEngine} and its connections and statements promise. */
public abstract class SqlSuite {
  @TempDir Path folder;

  private SqlConnection db;

  /** Returns the provider under test. */
  protected abstract SqlEngine engine();

  @BeforeEach
  void open() {
    db = engine().open(folder.resolve("test.db").toString());
    db.execute(
        "create table t (id integer primary key, name text unique, data blob);"
            + " create table u (t integer references t(id));");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void bindsAndReadsEveryKind() {
    try (SqlStatement insert = db.prepare("insert into t (id, name, data) values (?1, ?2, ?3)")) {
      byte[] data = {0, -1, 5};
      insert.bind(1, Long.MAX_VALUE).bind(2, "ü 🐋 'quoted' \0 nul").bindBytes(3, data);
      assertThat(insert.step()).isFalse();
      insert.reset();
      insert.bind(1, 2).bind(2, null).bindBytes(3, null);
      assertThat(insert.step()).isFalse();
      insert.reset();
      insert.bind(1, 3).bind(2, "").bindBytes(3, new byte[0]).step();
    }
    try (SqlStatement select = db.prepare("select id, name, data from t order by id desc")) {
      assertThat(select.step()).isTrue();
      assertThat(select.integer(0)).isEqualTo(Long.MAX_VALUE);
      assertThat(select.text(1)).isEqualTo("ü 🐋 'quoted' \0 nul");
      assertThat(select.bytes(2)).containsExactly(0, -1, 5);
      assertThat(select.step()).isTrue();
      assertThat(select.text(1)).isEmpty();
      assertThat(select.bytes(2)).isEmpty();
      assertThat(select.step()).isTrue();
      assertThat(select.text(1)).isNull();
      assertThat(select.bytes(2)).isNull();
      assertThat(select.integer(1)).isZero();
      assertThat(select.text(0)).isEqualTo("2");
      assertThat(select.step()).isFalse();
    }
  }

  @Test
  void readsEachRowAnew() {
    String rows = "select 'a', 'ü', 1, x'41' union all select null, '12', '7x', 'b'";
    try (SqlStatement select = db.prepare(rows)) {
      assertThat(select.step()).isTrue();
      assertThat(select.text(0)).isEqualTo("a");
      assertThat(select.text(1)).isEqualTo("ü");
      assertThat(select.bytes(1)).asString(UTF_8).isEqualTo("ü");
      assertThat(select.text(2)).isEqualTo("1");
      assertThat(select.text(3)).isEqualTo("A");
      assertThat(select.step()).isTrue();
      assertThat(select.text(0)).isNull();
      assertThat(select.integer(1)).isEqualTo(12);
      assertThat(select.integer(2)).isEqualTo(7);
      assertThat(select.bytes(3)).asString(UTF_8).isEqualTo("b");
    }
  }

  @Test
  void clearsBindingsOnReset() {
    try (SqlStatement statement = db.prepare("select ?1")) {
      statement.bind(1, "x");
      assertThat(statement.step()).isTrue();
      statement.reset();
      assertThat(statement.step()).isTrue();
      assertThat(statement.text(0)).isNull();
    }
  }

  @Test
  void bindsAParameterToAllItsPlaces() {
    try (SqlStatement statement = db.prepare("select ?2 || ?1 || ?2")) {
      statement.bind(1, "a").bind(2, "b");
      assertThat(statement.step()).isTrue();
      assertThat(statement.text(0)).isEqualTo("bab");
    }
  }

  @Test
  void readsJson() {
    try (SqlStatement statement = db.prepare("select ?1 ->> '$.a.b', ?1 ->> 'n'")) {
      statement.bind(1, "{\"a\":{\"b\":\"deep\"},\"n\":5}");
      assertThat(statement.step()).isTrue();
      assertThat(statement.text(0)).isEqualTo("deep");
      assertThat(statement.integer(1)).isEqualTo(5);
    }
  }

  @Test
  void reportsConstraintsByTheirCode() {
    insert("a");
    SqlException e = catchThrowableOfType(SqlException.class, () -> insert("a"));
    assertThat(e.code()).isEqualTo(SqlException.CONSTRAINT);
    assertThat(e).hasMessageContaining("t.name");
    e =
        catchThrowableOfType(
            SqlException.class, () -> db.execute("insert into u (t) values (4711)"));
    assertThat(e.code()).as("foreign keys are enforced").isEqualTo(SqlException.CONSTRAINT);
  }

  @Test
  void namesWhatIsWrongWithAStatement() {
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> db.prepare("selec 1"))
        .withMessageContaining("syntax error")
        .matches(e -> e.code() == 1);
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> db.execute("insert into nowhere values (1)"))
        .withMessageContaining("no such table: nowhere");
    try (SqlStatement statement = db.prepare("select ?1")) {
      assertThatExceptionOfType(SqlException.class).isThrownBy(() -> statement.bind(7, "x"));
    }
  }

  @Test
  void commitsAndRollsBack() {
    db.execute("begin immediate");
    insert("gone");
    db.execute("rollback");
    db.execute("begin immediate");
    insert("kept");
    db.execute("commit");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void showsOtherConnectionsWhatIsCommitted() {
    db.execute("pragma journal_mode=wal");
    try (SqlConnection other = engine().open(folder.resolve("test.db").toString());
        SqlStatement count = other.prepare("select count(*) from t")) {
      db.execute("begin immediate");
      insert("a");
      assertThat(count.step()).isTrue();
      assertThat(count.integer(0)).isZero();
      db.execute("commit");
      count.reset();
      assertThat(count.step()).isTrue();
      assertThat(count.integer(0)).isEqualTo(1);
    }
  }

  @Test
  void commitsDurably() {
    try (SqlStatement statement = db.prepare("pragma synchronous")) {
      assertThat(statement.step()).isTrue();
      assertThat(statement.integer(0)).as("FULL").isEqualTo(2);
    }
  }

  @Test
  void makesPrivateFiles() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder.resolve("test.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesWhatIsNoDatabase() throws IOException {
    Files.writeString(
        folder.resolve("text"), "this is no database, but it is long enough\n".repeat(100));
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> engine().open(folder.resolve("text").toString()))
        .matches(e -> e.code() == 26, "SQLITE_NOTADB");
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> engine().open(folder.resolve("none/x.db").toString()))
        .matches(e -> e.code() == 14, "SQLITE_CANTOPEN");
  }

  @Test
  void toleratesClosingTwice() {
    SqlStatement statement = db.prepare("select 1");
    statement.close();
    statement.close();
    assertThatIllegalStateException().isThrownBy(statement::step);
    db.close();
    db.close();
    assertThatIllegalStateException().isThrownBy(() -> db.prepare("select 1"));
  }

  @Test
  void refusesColumnsWithoutARow() {
    try (SqlStatement statement = db.prepare("select 1 where 0")) {
      assertThatIllegalStateException().isThrownBy(() -> statement.integer(0));
      assertThat(statement.step()).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> statement.text(0));
    }
    try (SqlStatement statement = db.prepare("select 1")) {
      assertThat(statement.step()).isTrue();
      assertThatIllegalStateException().isThrownBy(() -> statement.text(1));
    }
  }

  private void insert(String name) {
    try (SqlStatement insert = db.prepare("insert into t (name) values (?1)")) {
      insert.bind(1, name).step();
    }
  }

  private long count() {
    try (SqlStatement count = db.prepare("select count(*) from t")) {
      assertThat(count.step()).isTrue();
      return count.integer(0);
    }
  }
}
