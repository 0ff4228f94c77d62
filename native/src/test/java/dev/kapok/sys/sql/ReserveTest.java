package dev.kapok.sys.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("db.reserve");
  }

  private Reserve reserve(long freeBytes) {
    return new Reserve(TestKernel.get().io(), file().toString(), () -> freeBytes);
  }

  @Test
  void isKeptWhereThereIsPlentyOfRoom() {
    reserve(2L * Reserve.SIZE).keep();
    assertThat(file()).doesNotExist();
    reserve(100L * Reserve.SIZE).keep();
    assertThat(file()).hasSize(Reserve.SIZE);
  }

  @Test
  void isFilledUpWhereWritingItOnceFailed() throws Exception {
    Files.write(file(), new byte[7]);
    reserve(100L * Reserve.SIZE).keep();
    assertThat(file()).hasSize(Reserve.SIZE);
  }

  @Test
  void isGivenOnAFullDiskOnly() {
    reserve(100L * Reserve.SIZE).keep();
    reserve(Reserve.SIZE).give();
    assertThat(file()).exists();
    reserve(Reserve.SIZE - 1L).give();
    assertThat(file()).doesNotExist();
    reserve(0).give();
  }

  @Test
  void isNoFailureWhereItCannotBeMade() {
    Path nowhere = folder.resolve("missing/db.reserve");
    new Reserve(TestKernel.get().io(), nowhere.toString(), () -> Long.MAX_VALUE).keep();
    assertThat(nowhere).doesNotExist();
  }
}
