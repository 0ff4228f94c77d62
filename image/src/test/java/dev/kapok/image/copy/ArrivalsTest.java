package dev.kapok.image.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.image.Progress;
import dev.kapok.storage.Digest;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final Digest CHAIN = Digest.parse("sha256:" + "a".repeat(64));

  private final Kernel kernel = TestKernel.get();

  @TempDir private Path folder;

  @Test
  void leavesNothingBehind() throws IOException {
    Arrivals arrivals = new Arrivals(kernel, folder);
    try (Closeable _ = arrivals.enter(CHAIN, Progress.SILENT)) {
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sweepsWhatKilledProcessesLeft() throws IOException {
    Files.createFile(folder.resolve("arriving-" + "b".repeat(64)));
    Files.createFile(folder.resolve("other"));

    new Arrivals(kernel, folder).sweep();

    assertThat(folder).isDirectoryContaining("glob:**/other");
    assertThat(folder.resolve("arriving-" + "b".repeat(64))).doesNotExist();
  }

  @Test
  void leavesWhoIsAtWorkAlone() throws IOException {
    Arrivals arrivals = new Arrivals(kernel, folder);
    try (Closeable _ = arrivals.enter(CHAIN, Progress.SILENT)) {
      new Arrivals(kernel, folder).sweep();
      assertThat(folder.resolve("arriving-" + CHAIN.hex())).exists();
    }
  }

  @Test
  void sweepsNothingWhereNobodyWasYet() throws IOException {
    new Arrivals(kernel, folder.resolve("missing")).sweep();
    assertThat(folder).isEmptyDirectory();
  }
}
