package dev.kapok.sys.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kapok.sys.SyscallException;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private final AtomicFile file = new AtomicFile(TestKernel.get());

  @Test
  void replacesTheContentAndLeavesNothingElse() throws IOException {
    String path = folder.resolve("f").toString();
    file.write(path, "first ü", 0600);
    assertThat(folder.resolve("f")).hasContent("first ü");
    file.writeVolatile(path, "second", 0640);
    assertThat(folder.resolve("f")).hasContent("second");
    assertThat(Files.getPosixFilePermissions(folder.resolve("f")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  void leavesTheOldContentWhereItFails() throws IOException {
    Files.createDirectories(folder.resolve("d/x"));
    assertThatExceptionOfType(SyscallException.class)
        .isThrownBy(() -> file.write(folder.resolve("d").toString(), "x", 0600))
        .withMessageContaining("is a directory");
    assertThat(folder.toFile().list()).containsExactly("d");
  }

  @Test
  void replacesALinkNotItsTarget() throws IOException {
    Files.writeString(folder.resolve("target"), "kept");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    file.write(folder.resolve("link").toString(), "new", 0600);
    assertThat(folder.resolve("target")).hasContent("kept");
    assertThat(folder.resolve("link")).isRegularFile().hasContent("new");
  }

  @Test
  void refusesNamesWithoutAFolder() {
    assertThatIllegalArgumentException().isThrownBy(() -> file.write("f", "x", 0600));
  }
}
