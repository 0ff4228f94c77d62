package dev.kapok.libpod.conmon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitFileTest {
  @TempDir Path folder;
  private final Disk disk = new Disk(TestKernel.get());

  @Test
  void readsCodeAndTime() throws IOException {
    Path file = Files.writeString(folder.resolve("exit"), "137");

    ExitFile exit = Objects.requireNonNull(ExitFile.read(disk, file.toString()));

    assertThat(exit.code()).isEqualTo(137);
    assertThat(exit.at() / 1_000_000).isEqualTo(Files.getLastModifiedTime(file).toMillis());
  }

  @Test
  void waitsForWhatIsMissingOrHalfWritten() throws IOException {
    assertThat(ExitFile.read(disk, folder + "/none")).isNull();
    for (String text : new String[] {"", "x", "-1", "99999"}) {
      Path file = Files.writeString(folder.resolve("exit"), text);
      assertThat(ExitFile.read(disk, file.toString())).isNull();
    }
  }
}
