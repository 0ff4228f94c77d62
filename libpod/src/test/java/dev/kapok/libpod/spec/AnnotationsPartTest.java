package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnnotationsPartTest {
  private final SpecFixture container = new SpecFixture();

  private String annotations() {
    return String.valueOf(SpecFixture.at(container.with(new AnnotationsPart()), "annotations"));
  }

  @Test
  void saysWhoMadeTheContainer() {
    assertThat(annotations())
        .isEqualTo("{io.container.manager=kapok, org.opencontainers.image.stopSignal=15}");
  }

  @Test
  void passesOnTheUsersAndLetsThemWin() {
    container.annotations.put("io.container.manager", "me");
    container.annotations.put("a", "b");
    assertThat(annotations()).contains("io.container.manager=me", "a=b").doesNotContain("kapok");
  }
}
