package dev.kapok.storage.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.TestKernel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerComparisonTest {
  private static final UnpackOptions OPTIONS = new UnpackOptions(WhiteoutStyle.FILES, true, true);

  private final Kernel kernel = TestKernel.get();
  @TempDir private Path folder;

  @BeforeEach
  void unpackByHand() throws IOException {
    Files.writeString(folder.resolve("file"), "content");
    mode("rw-r--r--");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve("file"), PosixFilePermissions.fromString(mode));
  }

  private @Nullable String difference(byte[] tar) throws IOException {
    int fd = kernel.io().open(folder.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      return new LayerComparison(kernel, OPTIONS).difference(new ByteArrayInputStream(tar), fd);
    } finally {
      kernel.io().close(fd);
    }
  }

  @Test
  void findsNothingWhereAllIsAsItWas() throws IOException {
    assertThat(difference(RawTar.archive().file("file", "content").end())).isNull();
    assertThat(difference(RawTar.archive().file("./file", "old").file("file", "new").end()))
        .isNull();
  }

  @Test
  void namesTheFirstFileThatDiffers() throws IOException {
    byte[] tar = RawTar.archive().file("file", "content").file("gone", "x").end();
    assertThat(difference(tar)).isEqualTo("file \"gone\" is missing");
    mode("rwxr-xr-x");
    assertThat(difference(tar)).isEqualTo("file \"file\" has another mode");
    Files.delete(folder.resolve("file"));
    Files.createDirectory(folder.resolve("file"));
    assertThat(difference(tar)).isEqualTo("file \"file\" is another kind of file");
  }
}
