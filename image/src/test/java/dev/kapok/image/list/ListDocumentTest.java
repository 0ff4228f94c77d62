package dev.kapok.image.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListDocumentTest {
  private static final Digest ONE = Digest.sha256("1".repeat(64));
  private static final Digest TWO = Digest.sha256("2".repeat(64));

  private static ListInstance instance(
      Digest digest, List<String> features, Map<String, String> annotations) {
    InstancePlatform platform =
        new InstancePlatform("linux", "arm64", "v8", "10", List.of("f"), features);
    return new ListInstance(MediaTypes.OCI_MANIFEST, digest, 7, platform, annotations);
  }

  private static ListDocument list(ListInstance... instances) {
    return new ListDocument(List.of(instances));
  }

  @Test
  void readsWhatItWrote() throws ImageFormatException {
    ListDocument list =
        list(
            instance(ONE, List.of("x"), Map.of("a", "b")),
            instance(TWO, List.of(), Map.of("c", "d")));
    byte[] bytes = list.write(MediaTypes.OCI_INDEX).bytes();
    assertThat(ListDocument.parse("x", bytes)).isEqualTo(list);
  }

  @Test
  void dockersFormHasNoAnnotations() throws ImageFormatException {
    ListDocument list = list(instance(ONE, List.of("x"), Map.of("a", "b")));
    byte[] bytes = list.write(MediaTypes.DOCKER_LIST).bytes();
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("annotations");
    assertThat(ListDocument.parse("x", bytes))
        .isEqualTo(list(instance(ONE, List.of("x"), Map.of())));
  }

  @Test
  void prefersTheFormThatLosesNothing() {
    assertThat(ListDocument.EMPTY.preferredType()).isEqualTo(MediaTypes.DOCKER_LIST);
    assertThat(list(instance(ONE, List.of(), Map.of())).preferredType())
        .isEqualTo(MediaTypes.OCI_INDEX);
    assertThat(list(instance(ONE, List.of("x"), Map.of())).preferredType())
        .isEqualTo(MediaTypes.DOCKER_LIST);
    assertThat(list(instance(ONE, List.of("x"), Map.of("a", "b"))).preferredType())
        .isEqualTo(MediaTypes.OCI_INDEX);
  }

  @Test
  void showsAnEmptyListAsPodmanDoes() {
    assertThat(ListDocument.EMPTY.json())
        .isEqualTo(
            """
            {
                "schemaVersion": 2,
                "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
                "manifests": null
            }\
            """);
  }

  @Test
  void takesAnInstanceOnce() {
    ListInstance first = instance(ONE, List.of(), Map.of());
    ListInstance other = instance(ONE, List.of(), Map.of("a", "b"));
    ListDocument list = list(first, instance(TWO, List.of(), Map.of())).with(List.of(other));
    assertThat(list.instances()).hasSize(2).startsWith(other);
    assertThat(list.without(ONE).find(ONE)).isNull();
    assertThat(list.without(ONE).instances()).hasSize(1);
  }

  @Test
  void changesOnlyWhatIsSaid() {
    ListInstance before = instance(ONE, List.of("x"), Map.of("a", "b"));
    assertThat(InstanceChange.NONE.apply(before)).isEqualTo(before);
    InstanceChange change =
        new InstanceChange(
            "windows", null, null, null, List.of("g", "h"), List.of(), Map.of("c", "d"));
    ListInstance after = change.apply(before);
    assertThat(after.platform())
        .isEqualTo(
            new InstancePlatform("windows", "arm64", "v8", "10", List.of("g", "h"), List.of("x")));
    assertThat(after.annotations()).containsExactly(Map.entry("a", "b"), Map.entry("c", "d"));
  }

  @Test
  void refusesWhatIsNoList() {
    for (String bad :
        List.of(
            "",
            "[]",
            "{\"manifests\":[1]}",
            "{\"manifests\":[{\"size\":1}]}",
            "{\"manifests\":[{\"digest\":\"sha256:zz\"}]}")) {
      assertThatThrownBy(() -> ListDocument.parse("x", bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(ImageFormatException.class)
          .hasMessageStartingWith("x: ");
    }
  }
}
