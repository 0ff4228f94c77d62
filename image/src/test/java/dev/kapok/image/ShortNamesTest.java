package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
  private final ShortNames names =
      new ShortNames(List.of("quay.io", "docker.io"), Map.of("centos", "quay.io/centos/centos"));

  @Test
  void takesFullNamesAsTheyAre() {
    assertThat(names.candidates("localhost:5000/centos"))
        .containsExactly(ImageReference.parse("localhost:5000/centos:latest"));
  }

  @Test
  void resolvesAliasesAndKeepsTheTag() {
    assertThat(names.candidates("centos:9"))
        .containsExactly(ImageReference.parse("quay.io/centos/centos:9"));
    assertThat(names.candidates("centos"))
        .containsExactly(ImageReference.parse("quay.io/centos/centos:latest"));
  }

  @Test
  void asksSearchRegistriesInTheirOrder() {
    assertThat(names.candidates("team/tool:1"))
        .containsExactly(
            ImageReference.parse("quay.io/team/tool:1"),
            ImageReference.parse("docker.io/team/tool:1"));
  }

  @Test
  void asksTheHubWhereNothingIsConfigured() {
    assertThat(new ShortNames(List.of(), Map.of()).candidates("busybox"))
        .containsExactly(ImageReference.parse("docker.io/library/busybox:latest"));
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> names.candidates("Centos"))
        .isInstanceOf(InvalidReferenceException.class);
    assertThatThrownBy(() -> names.candidates("")).isInstanceOf(InvalidReferenceException.class);
  }
}
