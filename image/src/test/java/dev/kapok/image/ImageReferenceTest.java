package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "team/tool, docker.io/team/tool:latest",
    "docker.io/busybox, docker.io/library/busybox:latest",
    "index.docker.io/busybox, docker.io/library/busybox:latest",
    "localhost/mine, localhost/mine:latest",
    "localhost:5000/mine, localhost:5000/mine:latest",
    "quay.io/a/b/c:v1, quay.io/a/b/c:v1",
    "[::1]:5000/x, [::1]:5000/x:latest",
    "EXAMPLE.com/x, EXAMPLE.com/x:latest",
    "ab_c__d---e/f.g:T_1.x-Y, docker.io/ab_c__d---e/f.g:T_1.x-Y",
  })
  void completesNamesAsDockerDoes(String text, String full) {
    assertThat(ImageReference.parse(text)).hasToString(full);
  }

  @Test
  void keepsDigestAndTag() {
    ImageReference reference = ImageReference.parse("busybox:1@sha256:" + HEX);

    assertThat(reference.tag()).isEqualTo("1");
    assertThat(reference.digest()).isEqualTo("sha256:" + HEX);
  }

  @Test
  void givesNoTagToADigest() {
    ImageReference reference = ImageReference.parse("quay.io/x@sha256:" + HEX);

    assertThat(reference.tag()).isNull();
    assertThat(reference).hasToString("quay.io/x@sha256:" + HEX);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "Busybox, repository name must be lowercase",
    "team/busyBox, repository name must be lowercase",
    "../x, does not start and end with",
    "a/../x, does not start and end with",
    "a//b, empty",
    "/a, empty",
    "a/, empty",
    "a b, character that names cannot have",
    "a.._b, does not start and end with",
    "a-, does not start and end with",
    "x:, tag after the colon is empty",
    "x:-1, tag",
    "x:a/b, no port",
    "x:a b, tag",
    "x@sha256:12, not 64",
    "x@md5:12, not supported",
    "x@, no algorithm",
    "localhost:99999/x, no port",
    "localhost:/x, no port",
    "a..b/x, no host name",
    "-a.b/x, no host name",
    "a.b-.c/x, no host name",
    "[::g]/x, no IPv6 address",
  })
  void saysWhatIsWrongWithAName(String text, String reason) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("invalid reference format")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesWhatLooksLikeAnId() {
    assertThatThrownBy(() -> ImageReference.parse(HEX)).hasMessageContaining("image id");
  }

  @Test
  void refusesTooLongNamesWithAShortMessage() {
    assertThat(ImageReference.parse("localhost/" + "a".repeat(245)).path()).hasSize(245);
    assertThatThrownBy(() -> ImageReference.parse("localhost/" + "a".repeat(246)))
        .hasMessageContaining("more than 255 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    assertThatThrownBy(() -> ImageReference.parse("x:" + "a".repeat(129)))
        .hasMessageContaining("longer than 128 characters");
  }

  @Test
  void changesTagAndDigest() {
    ImageReference reference = ImageReference.parse("busybox");

    assertThat(reference.withTag("v2")).hasToString("docker.io/library/busybox:v2");
    assertThat(reference.withDigest("sha256:" + HEX))
        .hasToString("docker.io/library/busybox@sha256:" + HEX);
  }
}
