package dev.kapok.image.list;

import static dev.kapok.image.copy.ArchiveFixture.gzip;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ListTarget;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.DirTarget;
import dev.kapok.image.archive.OciTarget;
import dev.kapok.image.copy.ArchiveFixture;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PushListTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2".repeat(100_000));

  /** Two, packed as this program would not do it. */
  private static final byte[] PACKED = packed();

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

  private static byte[] packed() {
    byte[] first = gzip(Arrays.copyOf(TWO, 512));
    byte[] rest = gzip(Arrays.copyOfRange(TWO, 512, TWO.length));
    byte[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private void create(String... instances) throws IOException {
    fixture.edit().create("mine", List.of(instances), false, false);
  }

  private ManifestIndex push(SendOptions options) throws IOException {
    return fixture.push("mine", fixture.second.host() + "/to:1", true, options);
  }

  private static List<Digest> digests(ManifestIndex index) {
    return index.manifests().stream().map(one -> one.digest()).toList();
  }

  private ImageManifest sent(Digest digest) throws IOException {
    String document = fixture.second.document("to", digest.toString());
    return (ImageManifest) ManifestDocument.parse("x", document.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds an image with a compressed layer to the first registry; returns its digest. */
  private Digest packedImage() {
    fixture.registry.image("from", "parts", PACKED);
    fixture.registry.image("from", "parts2", TWO);
    byte[] config = ArchiveFixture.config(TWO);
    return fixture.registry.manifest(
        "from",
        "packed",
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MediaTypes.OCI_MANIFEST
            + "\",\"config\":"
            + ArchiveFixture.descriptor(
                MediaTypes.OCI_CONFIG, Hashes.sha256(config), config.length, "")
            + ",\"layers\":["
            + ArchiveFixture.descriptor(
                MediaTypes.OCI_LAYER + "+gzip", Hashes.sha256(PACKED), PACKED.length, "")
            + "]}");
  }

  @Test
  void instancesOfRegistriesKeepTheirDigests() throws IOException {
    Digest plain = fixture.registry.image("from", "1", ONE);
    Digest packed = packedImage();
    create(fixture.registry.host() + "/from:1", fixture.registry.host() + "/from:packed");
    ManifestIndex index = push(SendOptions.DEFAULT);
    assertThat(digests(index)).containsExactly(plain, packed);
    assertThat(fixture.second.document("to", "1").getBytes(StandardCharsets.UTF_8))
        .isEqualTo(index.bytes());
    assertThat(fixture.second.blobOf(sent(packed).layers().getFirst().digest())).isEqualTo(PACKED);
    assertThat(fixture.second.blobOf(sent(plain).layers().getFirst().digest())).isEqualTo(ONE);
    assertThat(fixture.second.types).containsEntry(index.digest().toString(), MediaTypes.OCI_INDEX);
  }

  @Test
  void blobsAreMountedWithinARegistry() throws IOException {
    fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    fixture.registry.hide("from", ONE);
    fixture.push("mine", fixture.registry.host() + "/to:1", true, SendOptions.DEFAULT);
    assertThat(fixture.registry.count("mount=")).isOne();
    assertThat(fixture.registry.count("PATCH")).isZero();
  }

  @Test
  void localImageKeepsItsDigestAsLongAsItsBlobsCanBeHad() throws IOException {
    Digest packed = packedImage();
    Digest plain = fixture.registry.image("from", "1", ONE);
    StoredImage one = fixture.pull(fixture.registry.host() + "/from:packed");
    StoredImage two = fixture.pull(fixture.registry.host() + "/from:1");
    create("containers-storage:" + one.id(), "containers-storage:" + two.id());
    assertThat(digests(push(SendOptions.DEFAULT))).containsExactly(packed, plain);
  }

  @Test
  void layerThatNobodyHasIsCompressedAnew() throws IOException {
    Digest packed = packedImage();
    StoredImage image = fixture.pull(fixture.registry.host() + "/from:packed");
    create("containers-storage:" + image.id());
    fixture.registry.misbehave(exchange -> FakeRegistry.status(exchange, 500));
    Digest sent = digests(push(SendOptions.DEFAULT)).getFirst();
    assertThat(sent).isNotEqualTo(packed);
    assertThat(sent(sent).config().digest().hex()).isEqualTo(image.id());
  }

  @Test
  void removedLocalImageIsNamed() throws IOException {
    fixture.registry.image("from", "1", ONE);
    StoredImage image = fixture.pull(fixture.registry.host() + "/from:1");
    create("containers-storage:" + image.id());
    try (Tx tx = fixture.store.database.begin()) {
      fixture.store.images.remove(tx, image.id());
      tx.commit();
    }
    assertThatThrownBy(() -> push(SendOptions.DEFAULT))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(image.id())
        .hasMessageContaining("was removed");
  }

  @Test
  void otherFormatAndCompressionAreMade() throws IOException {
    fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    ManifestIndex docker =
        push(new SendOptions(MediaTypes.DOCKER_MANIFEST, Compression.GZIP, -1, true));
    assertThat(docker.mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
    ImageManifest manifest = sent(digests(docker).getFirst());
    assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(manifest.layers().getFirst().mediaType())
        .isEqualTo(MediaTypes.DOCKER_LAYER + ".gzip");
    assertThatThrownBy(
            () -> push(new SendOptions(MediaTypes.DOCKER_MANIFEST, Compression.ZSTD, -1, true)))
        .isInstanceOf(IllegalArgumentException.class);
    ManifestIndex zstd = push(new SendOptions(null, Compression.ZSTD, -1, true));
    assertThat(sent(digests(zstd).getFirst()).layers().getFirst().mediaType()).endsWith("+zstd");
  }

  @Test
  void aloneTheListIsSentWithoutItsImages() throws IOException {
    fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    fixture.push("mine", fixture.second.host() + "/to:1", false, SendOptions.DEFAULT);
    assertThat(fixture.second.requests).allMatch(request -> !request.contains("/blobs/"));
  }

  @Test
  void wrongBlobIsNotPassedOn() throws IOException {
    fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    fixture.registry.misbehave(exchange -> {
      boolean isLayer = exchange.getRequestURI().toString().endsWith(Hashes.sha256(ONE).toString());
      if (isLayer) {
        byte[] wrong = ONE.clone();
        wrong[0]++;
        FakeRegistry.send(exchange, wrong, 0);
      }
      return isLayer;
    });
    assertThatThrownBy(() -> push(SendOptions.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has in truth the digest");
    assertThat(fixture.second.types).isEmpty();
  }

  @Test
  void foldersTakeListsAndGiveThemBack() throws IOException {
    Digest one = fixture.registry.image("from", "1", ONE);
    Digest two = fixture.registry.image("from", "2", TWO);
    create(fixture.registry.host() + "/from:1", fixture.registry.host() + "/from:2");
    Path oci = folder.resolve("oci");
    Path dir = folder.resolve("dir");
    try (ListTarget target = OciTarget.folder(oci, "x", 1, "oci:x")) {
      fixture.push("mine", target, true, SendOptions.DEFAULT);
      target.commit();
    }
    try (ListTarget target = new DirTarget(dir, null, Compression.NONE, 1, "dir:x")) {
      fixture.push("mine", target, true, SendOptions.DEFAULT);
      target.commit();
    }
    assertThat(Files.exists(dir.resolve(one.hex() + ".manifest.json"))).isTrue();
    for (String source : List.of("oci:" + oci, "dir:" + dir)) {
      String name = source.substring(0, 3);
      fixture.edit().create(name, List.of(source), true, false);
      assertThat(fixture.document(name)).isEqualTo(fixture.document("mine"));
      ManifestIndex index =
          fixture.push(name, fixture.second.host() + "/" + name + ":1", true, SendOptions.DEFAULT);
      assertThat(digests(index)).containsExactly(one, two);
    }
  }

  @Test
  void archivesFolderMayHaveAColonInItsName() throws IOException {
    Digest one = fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    Path plain = folder.resolve("oci");
    try (ListTarget target = OciTarget.folder(plain, "x", 1, "oci:x")) {
      fixture.push("mine", target, true, SendOptions.DEFAULT);
      target.commit();
    }
    Path oci = Files.move(plain, Files.createDirectory(folder.resolve("a:b")).resolve("oci"));
    // In that folder a user types no colon: the path becomes absolute later.
    Path link = Files.createSymbolicLink(folder.resolve("link"), oci);
    fixture.edit().create("copy", List.of("oci:" + link), true, false);
    String where = "oci:" + oci;
    try (Tx tx = fixture.store.database.begin()) {
      tx.prepare("update list_instances set source=?1 where list_id=?2")
          .bind(1, where)
          .bind(2, fixture.lists.require("copy").id())
          .step();
      tx.commit();
    }
    ManifestIndex index =
        fixture.push("copy", fixture.second.host() + "/x:1", true, SendOptions.DEFAULT);
    assertThat(digests(index)).containsExactly(one);
  }

  @Test
  void changedArchiveIsRefused() throws IOException {
    Path dir = folder.resolve("dir");
    fixture.registry.image("from", "1", ONE);
    create(fixture.registry.host() + "/from:1");
    try (ListTarget target = new DirTarget(dir, null, Compression.NONE, 1, "dir:x")) {
      fixture.push("mine", target, true, SendOptions.DEFAULT);
      target.commit();
    }
    fixture.edit().create("dir", List.of("dir:" + dir), true, false);
    Files.delete(dir.resolve(Hashes.sha256(ONE).hex()));
    assertThatThrownBy(
            () -> fixture.push("dir", fixture.second.host() + "/x:1", true, SendOptions.DEFAULT))
        .isInstanceOf(IOException.class);
  }
}
