package dev.kapok.image.list;

import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ListedImage;
import dev.kapok.image.NotAListException;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.ArchiveFixture;
import dev.kapok.image.copy.LoadImages;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EditListTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2");

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ListFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ListFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String create(String name, String... instances) throws IOException {
    return fixture.edit().create(name, List.of(instances), false, false);
  }

  private List<String> digests(String list) throws IOException {
    return fixture.document(list).instances().stream().map(one -> one.digest().toString()).toList();
  }

  private String host() {
    return fixture.registry.host();
  }

  /** Puts an index for amd64 and arm64 into the registry; returns its instances' digests. */
  private List<Digest> index() {
    Digest amd = fixture.registry.image("app", "amd", ONE);
    Digest arm = fixture.registry.image("app", "arm", TWO);
    long[] sizes = {
      fixture.registry.document("app", "amd").length(),
      fixture.registry.document("app", "arm").length()
    };
    fixture.registry.manifest(
        "app",
        "list",
        new String(
            ArchiveFixture.index(
                ArchiveFixture.descriptor(
                    MediaTypes.OCI_MANIFEST, amd, sizes[0], ArchiveFixture.on("linux", "amd64")),
                ArchiveFixture.descriptor(
                    MediaTypes.OCI_MANIFEST, arm, sizes[1], ArchiveFixture.on("linux", "arm64"))),
            StandardCharsets.UTF_8));
    return List.of(amd, arm);
  }

  @Test
  void emptyListIsAnImageWithoutLayers() throws IOException {
    String id = create("mine");
    StoredImage list = fixture.lists.require("mine");
    assertThat(list.id()).isEqualTo(id).hasSize(64);
    assertThat(list.names()).containsExactly("localhost/mine:latest");
    assertThat(list.created()).isEqualTo(ListFixture.NOW);
    assertThat(list.topLayer()).isNull();
    assertThat(fixture.document("mine")).isEqualTo(ListDocument.EMPTY);
  }

  @Test
  void takenNameIsRefusedUnlessAmended() throws IOException {
    String id = create("mine");
    assertThatThrownBy(() -> create("mine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("localhost/mine:latest")
        .hasMessageContaining("already in use");
    Digest digest = fixture.registry.image("app", "1", ONE);
    assertThat(fixture.edit().create("mine", List.of(host() + "/app:1"), false, true))
        .isEqualTo(id);
    assertThat(digests("mine")).containsExactly(digest.toString());
    assertThat(fixture.edit().create("other", List.of(), false, true)).isNotEqualTo(id);
  }

  @Test
  void imageIsNoListToBeAmended() throws IOException {
    fixture.registry.image("app", "1", ONE);
    StoredImage image = fixture.pull(host() + "/app:1");
    String name = image.names().getFirst();
    assertThatThrownBy(() -> fixture.edit().create(name, List.of(), false, true))
        .isInstanceOf(NotAListException.class)
        .hasMessage(name + ": image is not a manifest list");
    assertThatThrownBy(() -> create(name)).hasMessageContaining("already in use");
  }

  @Test
  void failedCreationLeavesNothing() {
    assertThatThrownBy(() -> create("mine", host() + "/nothing:1")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> create("A!")).isInstanceOf(InvalidReferenceException.class);
    assertThat(fixture.store.images.list()).isEmpty();
  }

  @Test
  void registrysImageIsNamedWithItsPlatform() throws IOException {
    Digest digest = fixture.registry.image("app", "1", ONE);
    create("mine", "docker://" + host() + "/app:1");
    ListInstance instance = fixture.document("mine").instances().getFirst();
    assertThat(instance.digest()).isEqualTo(digest);
    assertThat(instance.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(instance.platform().os()).isEqualTo("linux");
    assertThat(instance.platform().architecture()).isEqualTo("amd64");
    assertThat(fixture.registry.count("/blobs/")).isOne();
  }

  @Test
  void ofAListItTakesTheHostsImageOrAll() throws IOException {
    List<Digest> both = index();
    create("one", host() + "/app:list");
    assertThat(digests("one")).hasSize(1);
    fixture.edit().create("all", List.of(host() + "/app:list"), true, false);
    assertThat(digests("all")).containsExactly(both.get(0).toString(), both.get(1).toString());
    fixture.edit().create("copy", List.of("containers-storage:all"), true, false);
    assertThat(fixture.document("copy")).isEqualTo(fixture.document("all"));
    fixture.edit().create("again", List.of("localhost/all"), false, false);
    assertThat(digests("again")).isEqualTo(digests("one"));
  }

  @Test
  void archivesAndLocalImagesAreSourcesToo() throws IOException {
    byte[] config = ArchiveFixture.config(ONE);
    ArchiveFixture layout = new ArchiveFixture();
    String entry = layout.ociImage("", config, ONE);
    layout.add("index.json", ArchiveFixture.index(entry));
    layout.add("oci-layout", ArchiveFixture.bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    Path oci = layout.folder(Files.createDirectory(folder.resolve("oci")));
    create("oci", "oci:" + oci);
    StoredImage image = new LoadImages(fixture.archives(), fixture.copy()).load(oci).getFirst();
    create("local", "containers-storage:" + image.id());
    assertThat(digests("local")).isEqualTo(digests("oci")).containsExactly(image.digest());
    assertThat(ListedImage.of(fixture.store.images, fixture.lists.require("oci"), null))
        .isEqualTo(image);
    Platform arm = Platform.parse("linux/arm64");
    assertThat(ListedImage.of(fixture.store.images, fixture.lists.require("oci"), arm)).isNull();
    assertThatThrownBy(() -> create("x", "containers-storage:none"))
        .isInstanceOf(ImageNotFoundException.class);
    assertThatThrownBy(() -> create("x", "oci:" + folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void localImageIsTakenWhereTheRegistryHasNone() throws IOException {
    fixture.registry.image("app", "1", ONE);
    StoredImage image = fixture.pull(host() + "/app:1");
    fixture.registry.misbehave(exchange -> FakeRegistry.status(exchange, 404));
    create("mine", host() + "/app:1");
    assertThat(digests("mine")).containsExactly(image.digest());
  }

  @Test
  void localImageDoesNotStandInForARegistryThatFails() throws IOException {
    fixture.registry.image("app", "1", ONE);
    fixture.pull(host() + "/app:1");
    for (int status : new int[] {500, 403}) {
      fixture.registry.misbehave(exchange -> FakeRegistry.status(exchange, status));
      assertThatThrownBy(() -> create("mine", host() + "/app:1"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(status));
    }
  }

  @Test
  void listThatAppearsWhileInstancesAreLookedForIsAmended() throws IOException {
    Digest digest = fixture.registry.image("app", "1", ONE);
    fixture.registry.misbehave(exchange -> {
      if (fixture.store.images.find("mine") == null) {
        create("mine");
      }
      return false;
    });
    String id = fixture.edit().create("mine", List.of(host() + "/app:1"), false, true);
    assertThat(fixture.lists.require("mine").id()).isEqualTo(id);
    assertThat(digests("mine")).containsExactly(digest.toString());
    assertThat(fixture.store.images.list()).hasSize(1);
  }

  @Test
  void hugeIndexIsRefusedBeforeItsManifestsAreRead() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      String hex = Integer.toHexString(i);
      Digest digest = Digest.sha256("0".repeat(64 - hex.length()) + hex);
      entries.append(i == 0 ? "" : ",");
      entries.append(ArchiveFixture.descriptor(MediaTypes.OCI_MANIFEST, digest, 9, ""));
    }
    fixture.registry.manifest(
        "app", "huge", "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
    assertThatThrownBy(
            () -> fixture.edit().create("all", List.of(host() + "/app:huge"), true, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 1001 images, more than 1000");
    assertThat(fixture.registry.count("sha256:")).isZero();
  }

  @Test
  void manifestsAreRefusedThatAreTooLargeInAll() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 17; i++) {
      fixture.registry.image("app", "x", layer("f", String.valueOf(i)));
      String document = fixture.registry.document("app", "x");
      String padded = document + " ".repeat((4 << 20) - document.length());
      Digest digest = fixture.registry.manifest("app", "x", padded);
      entries.append(i == 0 ? "" : ",");
      entries.append(
          ArchiveFixture.descriptor(MediaTypes.OCI_MANIFEST, digest, padded.length(), ""));
    }
    fixture.registry.manifest(
        "app", "huge", "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
    assertThatThrownBy(
            () -> fixture.edit().create("all", List.of(host() + "/app:huge"), true, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifests of more than 67108864 bytes in all");
  }

  @Test
  void digestThatAnIndexHasTwiceGetsThePlatformThatWasChosen() throws IOException {
    Digest digest = fixture.registry.image("app", "amd", ONE);
    long size = fixture.registry.document("app", "amd").length();
    String arm =
        ArchiveFixture.descriptor(
            MediaTypes.OCI_MANIFEST, digest, size, ArchiveFixture.on("linux", "s390x"));
    String host = Platform.host().architecture();
    String own =
        ArchiveFixture.descriptor(
            MediaTypes.OCI_MANIFEST, digest, size, ArchiveFixture.on("linux", host));
    fixture.registry.manifest(
        "app", "list", "{\"schemaVersion\":2,\"manifests\":[" + arm + "," + own + "]}");
    create("mine", host() + "/app:list");
    assertThat(fixture.document("mine").instances().getFirst().platform().architecture())
        .isEqualTo(host);
    fixture.edit().create("all", List.of(host() + "/app:list"), true, false);
    assertThat(fixture.document("all").instances())
        .singleElement()
        .satisfies(one -> assertThat(one.platform().architecture()).isEqualTo("s390x"));
  }

  @Test
  void instanceOfNoPlatformFitsEvery() throws IOException {
    Digest digest = fixture.registry.image("app", "1", ONE);
    long size = fixture.registry.document("app", "1").length();
    String entry = ArchiveFixture.descriptor(MediaTypes.OCI_MANIFEST, digest, size, "");
    fixture.registry.manifest("app", "list", "{\"schemaVersion\":2,\"manifests\":[" + entry + "]}");
    fixture.edit().create("mine", List.of(host() + "/app:list"), true, false);
    create("copy", "containers-storage:mine");
    assertThat(digests("copy")).containsExactly(digest.toString());
  }

  @Test
  void annotatesAndRemovesByDigestOrName() throws IOException {
    Digest digest = fixture.registry.image("app", "1", ONE);
    String id = create("mine", host() + "/app:1");
    InstanceChange change =
        new InstanceChange("windows", null, null, "10", List.of(), List.of(), Map.of("k", "v"));
    assertThat(fixture.edit().annotate("mine", digest.toString(), change)).isEqualTo(id);
    assertThat(fixture.document("mine").instances().getFirst().platform().osVersion())
        .isEqualTo("10");
    fixture.edit().annotate("mine", host() + "/app:1", change);
    assertThatThrownBy(() -> fixture.edit().remove("mine", "sha256:" + "0".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no instance matching digest");
    assertThat(fixture.edit().remove("mine", digest.toString())).isEqualTo(id);
    assertThat(digests("mine")).isEmpty();
    assertThat(fixture.lists.require("mine").names()).containsExactly("localhost/mine:latest");
  }

  @Test
  void unknownListIsNotFound() {
    assertThatThrownBy(() -> fixture.edit().add("none", List.of("x"), false, InstanceChange.NONE))
        .isInstanceOf(ImageNotFoundException.class)
        .hasMessage("none: image not known");
    assertThatThrownBy(() -> fixture.edit().remove("none", "x"))
        .isInstanceOf(ImageNotFoundException.class);
  }
}
