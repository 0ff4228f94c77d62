package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.MountSpec;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayMountSpecTest {
  @Test
  void usesAbsolutePathsWhereTheyFit() {
    MountSpec spec = driver("/root").mount("c1", lowers(2), false, null);
    assertThat(spec.directory()).isNull();
    assertThat(spec.target()).isEqualTo("/root/overlay/c/c1/merged");
    assertThat(spec.data())
        .startsWith(
            "lowerdir=/root/overlay/l/LINK0:/root/overlay/l/LINK1"
                + ",upperdir=/root/overlay/c/c1/diff,workdir=/root/overlay/c/c1/work")
        .doesNotContain("volatile");
  }

  @Test
  void usesShortNamesWhereTheyDoNot() {
    MountSpec spec = driver("/root".repeat(10)).mount("c1", lowers(100), false, null);
    assertThat(spec.directory()).isEqualTo("/root".repeat(10) + "/overlay");
    assertThat(spec.data()).startsWith("lowerdir=l/LINK0:l/LINK1:").hasSizeLessThan(4096);
  }

  @Test
  void usesShortNamesWhereThePathWouldBeMisread() {
    MountSpec spec = driver("/a:b").mount("c1", lowers(1), false, null);
    assertThat(spec.directory()).isEqualTo("/a:b/overlay");
    assertThat(spec.data()).doesNotContain("/a:b");
  }

  @Test
  void waitsForNoDiskWhereTheContainerIsDisposable() {
    assertThat(driver("/root").mount("c1", lowers(1), true, null).data()).endsWith(",volatile");
  }

  @Test
  void refusesMoreLayersThanTheKernelTakes() {
    assertThatThrownBy(() -> driver("/root").mount("c1", lowers(501), false, null))
        .hasMessageContaining("501 layers");
  }

  private static OverlayDriver driver(String root) {
    Kernel kernel = TestKernel.get();
    LayerPaths paths = new LayerPaths(root, OverlayDriver.NAME);
    OverlayProbe probe = new OverlayProbe(kernel, paths, "/nowhere", false);
    return new OverlayDriver(
        kernel, paths, new DriverOptions(List.of(), false, null, List.of()), probe, false);
  }

  private static List<Lower> lowers(int count) {
    List<Lower> lowers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lowers.add(new Lower("id" + i, "LINK" + i, 0));
    }
    return lowers;
  }
}
