package dev.kapok.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.sql.StateDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private final Kernel kernel = TestKernel.get();
  @TempDir private Path root;

  @BeforeEach
  void mountASmallDisk() {
    try {
      kernel.mounts().mount("tmpfs", root.toString(), "tmpfs", 0, "size=1m,mode=0700");
    } catch (SyscallException e) {
      Assumptions.abort("mounting is not allowed here: " + e.getMessage());
    }
  }

  @AfterEach
  void unmount() {
    kernel.mounts().unmount(root.toString(), Mounts.MNT_DETACH);
  }

  @Test
  void saysSoAndLeavesNothing() throws IOException {
    StorageConfig config =
        new StorageConfig(root.toString(), root.toString(), "vfs", List.of(), true);
    byte[] large = RawTar.archive().file("small", "1").file("large", "x".repeat(2 << 20)).end();
    try (StateDatabase database =
        StateDatabase.open(kernel, root + "/kapok.db", List.of(StorageSchema.SCHEMA))) {
      SqlLayerStore store = new SqlLayerStore(kernel, database, config);
      assertThatThrownBy(() -> store.stage(new ByteArrayInputStream(large)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("\"large\"")
          .hasMessageContaining("no space left on device");
      try (var staged = Files.list(root.resolve("vfs/staging"))) {
        assertThat(staged).isEmpty();
      }
    }
  }
}
