package dev.kapok.image.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDocumentTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @Test
  void readsManifests() throws ImageFormatException {
    ImageManifest manifest = manifest(MediaTypes.OCI_CONFIG, 12, MediaTypes.OCI_LAYER + "+zstd");

    assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(manifest.config().digest()).hasToString(DIGEST);
    assertThat(manifest.config().size()).isEqualTo(12);
    assertThat(manifest.layers()).hasSize(1);
    manifest.requireImage("x");
  }

  @Test
  void choosesTheBestPlatform() throws ImageFormatException {
    ManifestIndex index =
        (ManifestIndex)
            parse(
                index(
                    entry(1, null),
                    entry(2, platform("unknown", "unknown", "")),
                    entry(3, platform("linux", "amd64", "v3")),
                    entry(4, platform("linux", "amd64", "")),
                    entry(5, platform("linux", "arm", "v5")),
                    entry(6, platform("linux", "arm", "v6")),
                    entry(7, platform("linux", "arm64", "v8"))));

    assertThat(choose(index, "linux/amd64")).isEqualTo(4);
    assertThat(choose(index, "linux/x86_64")).isEqualTo(4);
    assertThat(choose(index, "linux/arm/v7")).isEqualTo(6);
    assertThat(choose(index, "linux/arm/v5")).isEqualTo(5);
    assertThat(choose(index, "linux/aarch64")).isEqualTo(7);
    assertThat(choose(index, "linux/s390x")).as("the one that names none").isEqualTo(1);
  }

  @Test
  void listsWhatThereIsWhereNoPlatformFits() throws ImageFormatException {
    ManifestIndex index = (ManifestIndex) parse(index(entry(3, platform("linux", "arm", "v7"))));

    assertThatThrownBy(() -> index.choose("busybox", Platform.parse("linux/amd64")))
        .isInstanceOf(ImageFormatException.class)
        .hasMessage("no image of busybox is for linux/amd64; there is linux/arm/v7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"schemaVersion\":1}",
        "{\"schemaVersion\":2}",
        "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}",
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:12\",\"size\":1}}",
        "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
        "{\"schemaVersion\":2,\"manifests\":[1]}",
        "{\"schemaVersion\":2,\"manifests\":{}}"
      })
  void refusesWhatIsNoManifest(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("manifest of x: ");
  }

  @Test
  void refusesDescriptorsWithoutSize() {
    assertThatThrownBy(
            () -> parse("{\"schemaVersion\":2,\"config\":{\"digest\":\"" + DIGEST + "\"}}"))
        .hasMessageContaining("no valid size");
  }

  @Test
  void refusesLargeManifests() {
    assertThatThrownBy(() -> ManifestDocument.parse("x", new byte[ManifestDocument.MAX_BYTES + 1]))
        .hasMessageContaining("larger than");
  }

  @Test
  void refusesArtifactsAndLargeConfigurations() throws ImageFormatException {
    ImageManifest chart = manifest("application/vnd.cncf.helm.config.v1+json", 1, "x");
    ImageManifest large = manifest(MediaTypes.DOCKER_CONFIG, 100 << 20, MediaTypes.DOCKER_LAYER);
    ImageManifest locked =
        manifest(MediaTypes.OCI_CONFIG, 1, MediaTypes.OCI_LAYER + "+gzip+encrypted");

    assertThatThrownBy(() -> chart.requireImage("x")).hasMessageContaining("is no image");
    assertThatThrownBy(() -> large.requireImage("x")).hasMessageContaining("104857600 bytes");
    assertThatThrownBy(() -> locked.requireImage("x")).hasMessageContaining("cannot be unpacked");
  }

  @Test
  void refusesContentThatIsNotWhatItsTypeSays() throws ImageFormatException {
    String image = ",\"config\":" + descriptor(MediaTypes.OCI_CONFIG, 5, "") + ",\"layers\":[]}";
    String index = ",\"manifests\":[]}";
    for (String type : List.of("text/html", MediaTypes.OCI_LAYER, "")) {
      String start = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\"";
      assertThatThrownBy(() -> parse(start + image)).hasMessageContaining("claims the media type");
      assertThatThrownBy(() -> parse(start + index)).hasMessageContaining("claims the media type");
    }
    String claimsImage = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"";
    String claimsIndex = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_LIST + "\"";
    assertThatThrownBy(() -> parse(claimsImage + index)).hasMessageContaining("an index");
    assertThatThrownBy(() -> parse(claimsIndex + image)).hasMessageContaining("an image's");
    assertThat(parse(claimsImage + image).mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(parse(claimsIndex + index).mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux/", "/amd64", "linux/arm/v7/x"})
  void refusesWhatIsNoPlatform(String text) {
    assertThatThrownBy(() -> Platform.parse(text)).hasMessageContaining("is wanted");
  }

  private static long choose(ManifestIndex index, String platform) throws ImageFormatException {
    return index.choose("x", Platform.parse(platform)).size();
  }

  private static ImageManifest manifest(String configType, long size, String layerType)
      throws ImageFormatException {
    return (ImageManifest)
        parse(
            "{\"schemaVersion\":2,\"config\":"
                + descriptor(configType, size, "")
                + ",\"layers\":["
                + descriptor(layerType, 5, "")
                + "]}");
  }

  private static String index(String... entries) {
    return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}";
  }

  private static String entry(long size, @Nullable String platform) {
    return descriptor(
        MediaTypes.OCI_MANIFEST, size, platform == null ? "" : ",\"platform\":" + platform);
  }

  private static String platform(String os, String architecture, String variant) {
    return "{\"os\":\""
        + os
        + "\",\"architecture\":\""
        + architecture
        + "\",\"variant\":\""
        + variant
        + "\"}";
  }

  private static String descriptor(String type, long size, String more) {
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + DIGEST
        + "\",\"size\":"
        + size
        + more
        + "}";
  }

  private static ManifestDocument parse(String text) throws ImageFormatException {
    return ManifestDocument.parse("x", text.getBytes(StandardCharsets.UTF_8));
  }
}
