package dev.kapok.libpod.mounts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerChangeTest {
  private static final int NOBODY_ELSE = -1;

  @TempDir Path folder;

  private void apply(Path path) {
    new OwnerChange(TestKernel.get(), NOBODY_ELSE, NOBODY_ELSE).apply(path.toString());
  }

  @Test
  void refusesFoldersOfTheHostWhateverLeadsThere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/srv"));

    for (Path path : new Path[] {Path.of("/srv"), link, folder.resolve("link/.")}) {
      assertThatThrownBy(() -> apply(path))
          .isInstanceOf(KapokException.class)
          .hasMessageContaining("which the host needs as it is");
    }
  }
}
