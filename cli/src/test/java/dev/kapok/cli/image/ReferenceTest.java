package dev.kapok.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static boolean fits(String pattern) {
    return Reference.fits(pattern, "docker.io/library/busybox", "1.36");
  }

  @Test
  void fitsWithoutRegistryAndTag() {
    assertThat(fits("docker.io/library/busybox:1.36")).isTrue();
    assertThat(fits("busybox")).isTrue();
    assertThat(fits("library/busybox:1.36")).isTrue();
    assertThat(fits("busybox:1.*")).isTrue();
    assertThat(fits("*box")).isTrue();
    assertThat(fits("b?sybox")).isTrue();
  }

  @Test
  void doesNotFitOtherNames() {
    assertThat(fits("busy")).isFalse();
    assertThat(fits("busybox:2")).isFalse();
    assertThat(fits("other/busybox")).isFalse();
    assertThat(fits("")).isFalse();
  }
}
