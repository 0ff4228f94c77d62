package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OverlayDriverTest extends GraphDriverSuite {
  @Override
  protected String driver() {
    return OverlayDriver.NAME;
  }

  @Override
  protected void assumeMounts(StorageConfig store) {
    assumeOverlay(store);
  }

  /** Skips a test where the host has no overlay for us, and says why. */
  static void assumeOverlay(StorageConfig store) {
    LayerPaths paths = new LayerPaths(store.root(), OverlayDriver.NAME);
    String problem =
        new OverlayProbe(TestKernel.get(), paths, store.runRoot(), store.rootless()).problem();
    assumeThat(problem).as("overlay works here").isNull();
  }

  @Test
  void mountsMoreLayersThanAPageOfOptionsHolds() throws IOException {
    int count = OverlayDriver.MAX_LAYERS;
    Layer top = stack(count);
    Path root = container("many", top);
    assertThat(root.resolve("layer0")).hasContent("0");
    assertThat(root.resolve("layer" + (count - 1))).hasContent("" + (count - 1));
    assertThat(root.resolve("same")).hasContent("" + (count - 1));
  }

  @Test
  void mountsWithShortNamesWhereLongOnesDoNotFit() throws IOException {
    Path root = container("some", stack(100));
    assertThat(root.resolve("layer0")).hasContent("0");
    assertThat(root.resolve("same")).hasContent("99");
  }
}
