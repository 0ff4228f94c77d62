package dev.kapok.sys.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.Output;
import dev.kapok.sys.RecordingOutput;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDatabaseTest {
  private static final Schema FIRST =
      new Schema("first", List.of("create table a (x integer unique)"));
  private static final Schema SECOND =
      new Schema("second", List.of("create table b (y text)", "insert into b (y) values ('m')"));

  @TempDir Path folder;

  private final Kernel kernel = TestKernel.get();

  @Test
  void runsEachMigrationOnce() {
    for (int i = 0; i < 3; i++) {
      try (StateDatabase database = open(FIRST, SECOND)) {
        assertThat(number(database, "select count(*) from b")).isEqualTo(1);
      }
    }
  }

  @Test
  void runsOnlyWhatIsMissing() {
    open(FIRST).close();
    Schema grown = new Schema("first", List.of(FIRST.migrations().get(0), "create table c (z)"));
    try (StateDatabase database = open(grown, SECOND)) {
      assertThat(number(database, "select count(*) from c")).isZero();
      assertThat(number(database, "select count(*) from b")).isEqualTo(1);
    }
  }

  @Test
  void keepsNothingOfAFailedMigration() {
    Schema broken = new Schema("broken", List.of("create table d (x)", "nonsense"));
    assertThatExceptionOfType(SqlException.class).isThrownBy(() -> open(FIRST, broken));
    try (StateDatabase database = open(FIRST)) {
      assertThat(number(database, "select count(*) from sqlite_master where name='d'")).isZero();
    }
  }

  @Test
  void refusesWhatANewerVersionWrote() {
    open(FIRST, SECOND).close();
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> open(FIRST))
        .withMessageContaining("open " + path() + ": a newer version");
    open(FIRST, SECOND).close();
  }

  @Test
  void namesWhoHoldsTheWritersLockForLong() throws Exception {
    String lock = path() + ".lock";
    int held = kernel.locks().lock(lock, true, -1);
    RecordingOutput complaints = new RecordingOutput();
    WritersLock waiting = new WritersLock(kernel, lock, 10, Output.error(complaints));
    Thread waiter = Thread.ofPlatform().start(() -> kernel.locks().unlock(waiting.take()));
    while (complaints.writes().isEmpty()) {
      Thread.sleep(5);
    }
    kernel.locks().unlock(held);
    waiter.join();
    assertThat(complaints.writes().getFirst())
        .contains("process " + kernel.pids().self() + ", which has held " + lock);
  }

  @Test
  void rollsBackWhatIsNotCommitted() {
    try (StateDatabase database = open(FIRST)) {
      try (Tx tx = database.begin()) {
        tx.execute("insert into a values (1)");
      }
      try (Tx tx = database.begin()) {
        tx.execute("insert into a values (2)");
        tx.commit();
      }
      assertThat(number(database, "select sum(x) from a")).isEqualTo(2);
    }
  }

  @Test
  void keepsTheLogShortWhereEachWriteIsAnotherProcesss() throws IOException {
    for (int i = 0; i < 100; i++) {
      try (StateDatabase database = open(FIRST);
          Tx tx = database.begin()) {
        tx.execute("insert into a values (zeroblob(20000) || " + i + ")");
        tx.commit();
      }
    }
    assertThat(Files.size(folder.resolve("kapok.db-wal"))).isLessThan(1 << 20);
  }

  @Test
  void freesTheWritersLockAfterAnError() {
    try (StateDatabase database = open(FIRST)) {
      assertThatExceptionOfType(SqlException.class)
          .isThrownBy(() -> {
            try (Tx tx = database.begin()) {
              tx.execute("insert into a values (1)");
              tx.execute("insert into a values (1)");
            }
          });
      assertThat(kernel.locks().holder(path() + ".lock")).isZero();
    }
  }

  @Test
  void queuesWriters() throws Exception {
    open(FIRST).close();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(Thread.ofPlatform().start(this::addTen));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    try (StateDatabase database = open(FIRST)) {
      assertThat(number(database, "select count(*) from a")).isEqualTo(40);
    }
  }

  private void addTen() {
    try (StateDatabase database = open(FIRST)) {
      for (int i = 0; i < 10; i++) {
        try (Tx tx = database.begin()) {
          tx.execute("insert into a select coalesce(max(x), 0) + 1 from a");
          tx.commit();
        }
      }
    }
  }

  private StateDatabase open(Schema... schemas) {
    return StateDatabase.open(kernel, path(), List.of(schemas));
  }

  private String path() {
    return folder.resolve("kapok.db").toString();
  }

  private static long number(StateDatabase database, String sql) {
    try (SqlStatement statement = database.prepare(sql)) {
      assertThat(statement.step()).isTrue();
      return statement.integer(0);
    }
  }
}
