package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The whole suite with files that stay in their layer until their content changes, which root may
 * ask for: what a container wrote then refers to the layers beneath.
 */
class MetacopyOverlayTest extends GraphDriverSuite {
  @Override
  protected String driver() {
    return OverlayDriver.NAME;
  }

  @Override
  protected List<String> options() {
    return List.of("overlay.mountopt=metacopy=on,redirect_dir=on");
  }

  @Override
  protected void assumeMounts(StorageConfig store) {
    assumeThat(store.rootless()).as("without root there is no metacopy").isFalse();
    OverlayDriverTest.assumeOverlay(store);
  }

  @Test
  void contentStaysInItsLayer() throws IOException {
    Path root =
        container("meta", add(null, RawTar.archive().file("big", "x".repeat(5_000_000)).end()));
    Path big = root.resolve("big");
    Path own = root.resolveSibling("diff").resolve("big");
    TestKernel.get().attributes().chmod(FileTree.CWD, bytes(big), 0751);
    assertThat(Files.exists(own)).isTrue();
    assertThat(blocks(own)).isLessThan(100);
    assertThat(big).hasContent("x".repeat(5_000_000));
    assertThat(changes("meta")).containsExactly("MODIFIED /big");
    assertThat(Files.getAttribute(big, "unix:mode")).isEqualTo(0100751);
  }

  private static long blocks(Path path) {
    var stat = TestKernel.get().tree().stat(FileTree.CWD, bytes(path));
    return stat == null ? -1 : stat.blocks();
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }
}
