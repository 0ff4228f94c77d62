package dev.kapok.libpod.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.CheckOptions;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.verb.TestEngine;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairStoreTest {
  private static final String ELSEWHERE = "a".repeat(64);
  private static final String OWN = "b".repeat(64);
  private static final CheckOptions REPAIR = new CheckOptions(true, true, false, -1);

  @TempDir private Path folder;
  private TestEngine engine;

  @BeforeEach
  void makeEngine() throws IOException {
    engine = new TestEngine(folder);
    damagedImage(ELSEWHERE, 2, "/other");
    damagedImage(OWN, 1, null);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** Records an image whose configuration is not the one that its id names. */
  private void damagedImage(String id, long created, @Nullable String store) {
    try (Tx tx = engine.parts.database().begin()) {
      engine
          .parts
          .images()
          .put(tx, new StoredImage(id, List.of(), null, null, created, 1, "{}"), new byte[0]);
      try (SqlStatement row = tx.prepare("update images set store=?1 where id=?2")) {
        row.bind(1, store).bind(2, id).step();
      }
      tx.commit();
    }
  }

  @Test
  void goesOnWhereAnImageOfAnotherStoreCannotBeRemoved() {
    CheckReport report = new CheckStore(engine.parts, REPAIR).run();
    assertThat(report.images().keySet()).containsExactly(ELSEWHERE, OWN);
    assertThat(report.removedImages()).containsExactly(OWN);
    assertThat(report.failures()).singleElement().asString().contains("read-only", "/other");
  }

  @Test
  void whatIsGoneAlreadyIsRepaired() {
    CheckReport report = CheckReport.empty();
    CheckReport.add(report.images(), "c".repeat(64), "image c: it is damaged");
    CheckReport.add(report.images(), OWN, "image b: it is damaged");
    new RepairStore(engine.parts, REPAIR).run(report);
    assertThat(report.removedImages()).containsExactly("c".repeat(64), OWN);
    assertThat(report.failures()).isEmpty();
  }
}
