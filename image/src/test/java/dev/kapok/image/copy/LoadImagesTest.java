package dev.kapok.image.copy;

import static dev.kapok.image.copy.ArchiveFixture.bytes;
import static dev.kapok.image.copy.ArchiveFixture.config;
import static dev.kapok.image.copy.ArchiveFixture.gzip;
import static dev.kapok.image.copy.ArchiveFixture.index;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static dev.kapok.image.copy.ArchiveFixture.named;
import static dev.kapok.image.copy.ArchiveFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveName;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Spool;
import dev.kapok.storage.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadImagesTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2");

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void leavesNothingStaged() {
    assertThat(store.layers.staged()).isEmpty();
    assertThat(folder.resolve("spool"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
    store.close();
  }

  @Test
  void loadsDockerArchives() throws IOException {
    byte[] config = config(ONE, TWO, TWO);
    List<StoredImage> loaded =
        load(
            new ArchiveFixture()
                .add("1/layer.tar", ONE)
                .add("x/2.tar", gzip(TWO))
                .link("3/layer.tar", "../x/2.tar")
                .add("c.json", config)
                .add("repositories", bytes("{"))
                .dockerManifest(
                    "c.json",
                    List.of("busybox:latest", "localhost/x:1"),
                    List.of("1/layer.tar", "x/2.tar", "3/layer.tar")));

    StoredImage image = loaded.getFirst();
    assertThat(image.id()).isEqualTo(Hashes.sha256(config).hex());
    assertThat(image.names()).containsExactly("localhost/busybox:latest", "localhost/x:1");
    assertThat(image.created()).isEqualTo(1704164645);
    assertThat(image.size()).isEqualTo(ONE.length + 2L * TWO.length);
    assertThat(store.layers.list()).hasSize(3);
    assertThat(store.layers.syncs()).isOne();
    assertThat(Objects.requireNonNull(store.images.find("busybox")).topLayer())
        .isEqualTo(image.topLayer());
  }

  @Test
  void loadsSeveralImagesAndReadsSharedLayersOnce() throws IOException {
    byte[] first = config(ONE);
    byte[] second = config(ONE, TWO);
    List<StoredImage> loaded =
        load(
            new ArchiveFixture()
                .add("1.tar", ONE)
                .add("2.tar", TWO)
                .add("1.json", first)
                .add("2.json", second)
                .add(
                    "manifest.json",
                    bytes(
                        "[{\"Config\":\"1.json\",\"RepoTags\":[\"one\"],\"Layers\":[\"1.tar\"]},"
                            + "{\"Config\":\"2.json\",\"RepoTags\":null,"
                            + "\"Layers\":[\"1.tar\",\"2.tar\"]}]")));

    assertThat(loaded).extracting(StoredImage::id).doesNotHaveDuplicates().hasSize(2);
    assertThat(loaded.get(1).names()).isEmpty();
    assertThat(store.layers.list()).hasSize(2);
    assertThat(store.layers.syncs()).isEqualTo(2);
  }

  @Test
  void loadsTheSameImageTwice() throws IOException {
    ArchiveFixture archive = dockerArchive();

    StoredImage first = load(archive).getFirst();
    StoredImage second = load(archive).getFirst();

    assertThat(second).isEqualTo(first);
    assertThat(store.images.list()).hasSize(1);
    assertThat(store.layers.syncs()).isOne();
  }

  @Test
  void loadsCompressedArchivesAndStreams() throws IOException {
    byte[] tar = dockerArchive().tar();

    assertThat(load(gzip(tar))).hasSize(1);
    assertThat(loader().load(new ByteArrayInputStream(tar))).hasSize(1);
    assertThat(loader().load(new ByteArrayInputStream(gzip(tar)))).hasSize(1);
    assertThatThrownBy(() -> load(gzip(gzip(tar)))).hasMessageContaining("is no image archive");
  }

  @Test
  void loadsOciArchives() throws IOException {
    ArchiveFixture archive = new ArchiveFixture();
    String one = archive.ociImage(named("quay.io/x/y:1"), config(ONE), gzip(ONE));
    String two = archive.ociImage(named("two"), config(TWO), TWO);

    List<StoredImage> loaded = load(archive.add("index.json", index(one, two)));

    assertThat(loaded)
        .extracting(StoredImage::names)
        .extracting(List::getFirst)
        .containsExactly("quay.io/x/y:1", "localhost/two:latest");
    assertThat(loaded.getFirst().digest()).isNotNull();
    assertThat(one).contains(String.valueOf(loaded.getFirst().digest()));
  }

  @Test
  void choosesThePlatformInNestedIndexes() throws IOException {
    ArchiveFixture archive = new ArchiveFixture();
    String arm = archive.ociImage(on("linux", "arm"), config(ONE), ONE);
    String amd = archive.ociImage(on("linux", "amd64"), config(TWO), TWO);
    byte[] inner = index(arm, amd);
    String outer =
        ArchiveFixture.descriptor(
            MediaTypes.OCI_INDEX, archive.blob(inner), inner.length, named("x"));

    StoredImage image = load(archive.add("index.json", index(outer))).getFirst();

    assertThat(image.id()).isEqualTo(Hashes.sha256(config(TWO)).hex());
  }

  @Test
  void loadsLayoutFoldersAndDirs() throws IOException {
    ArchiveFixture layout = new ArchiveFixture().add("oci-layout", bytes("{}"));
    String entry = layout.ociImage("", config(ONE), ONE);
    Path oci =
        layout.add("index.json", index(entry)).folder(Files.createDirectory(folder.resolve("oci")));
    assertThat(loader().load(oci).getFirst().names())
        .allSatisfy(name -> assertThat(name).isEqualTo("localhost" + oci + ":latest"));

    ArchiveFixture dir = new ArchiveFixture();
    ArchiveFixture blobs = new ArchiveFixture();
    String image = blobs.ociImage("", config(TWO), gzip(TWO));
    Digest manifest = Digest.parse(image.replaceFirst(".*\"digest\":\"([^\"]*)\".*", "$1"));
    Path blobFolder = blobs.folder(Files.createDirectory(folder.resolve("blobs")));
    dir.add("manifest.json", blob(blobFolder, manifest));
    dir.add(Hashes.sha256(config(TWO)).hex(), config(TWO));
    dir.add(Hashes.sha256(gzip(TWO)).hex(), gzip(TWO));
    Path dirFolder = dir.folder(Files.createDirectory(folder.resolve("mydir")));
    StoredImage loaded = loader().load(dirFolder).getFirst();
    assertThat(loaded.digest()).isEqualTo(manifest.toString());
    assertThat(loaded.names()).isEmpty();
  }

  @Test
  void choosesWhatWasNamed() throws IOException {
    ArchiveFixture archive = new ArchiveFixture();
    String one = archive.ociImage(named("one"), config(ONE), ONE);
    String two = archive.ociImage(named("two"), config(TWO), TWO);
    Path file = write(archive.add("index.json", index(one, two)).tar());

    assertThat(loader().load(name("oci-archive:" + file + ":two")).getFirst().names())
        .containsExactly("localhost/two:latest");
    assertThat(loader().load(name("oci-archive:" + file + ":@0")).getFirst().names())
        .containsExactly("localhost/one:latest");
    assertThat(loader().load(name("oci-archive:" + file))).hasSize(2);
    assertThatThrownBy(() -> loader().load(name("oci-archive:" + file + ":three")))
        .hasMessageContaining("has no image three");
    assertThat(ArchiveName.parse("docker.io/x:1")).isNull();
  }

  @Test
  void refusesWhatIsNoArchive() {
    assertThatThrownBy(() -> load(new byte[10_000])).hasMessageContaining("no image archive");
    assertThatThrownBy(() -> load(bytes("( no number ".repeat(100))))
        .hasMessageContaining("no image archive");
    assertThatThrownBy(() -> load(new byte[0])).hasMessageContaining("no image archive");
    assertThatThrownBy(() -> load(bytes("x".repeat(10_000))))
        .hasMessageContaining("no image archive");
    assertThatThrownBy(() -> load(layer("a", "1")))
        .hasMessageContaining("neither manifest.json")
        .hasMessageContaining("import");
    assertThatThrownBy(() -> loader().load(folder)).hasMessageContaining("holds no image");
    assertThatThrownBy(() -> loader().load(folder.resolve("nothing")))
        .hasMessageContaining("no such file or directory");
    assertThatThrownBy(() -> loader().load(name("oci:"))).hasMessageContaining("no path is given");
    assertThatThrownBy(() -> load(new ArchiveFixture().add("manifest.json", bytes("[]"))))
        .hasMessageContaining("lists no image");
    assertThatThrownBy(() -> load(new ArchiveFixture().add("manifest.json", bytes("{]"))))
        .hasMessageContaining("invalid JSON");
  }

  @Test
  void refusesCutOffArchives() {
    byte[] tar = dockerArchive().tar();

    assertThatThrownBy(() -> load(Arrays.copyOf(tar, 800))).hasMessageContaining("is cut off");
    assertThatThrownBy(() -> load(Arrays.copyOf(gzip(tar), 300))).isInstanceOf(IOException.class);
    assertThat(store.images.list()).isEmpty();
  }

  @Test
  void refusesMissingLayersAndWrongCounts() {
    ArchiveFixture missing =
        new ArchiveFixture()
            .add("c.json", config(ONE))
            .dockerManifest("c.json", List.of(), List.of("1.tar"));
    ArchiveFixture loop =
        new ArchiveFixture()
            .add("c.json", config(ONE))
            .link("1.tar", "2.tar")
            .link("2.tar", "1.tar")
            .dockerManifest("c.json", List.of(), List.of("1.tar"));
    ArchiveFixture fewer =
        new ArchiveFixture()
            .add("c.json", config(ONE, TWO))
            .dockerManifest("c.json", List.of(), List.of("1.tar"));

    assertThatThrownBy(() -> load(missing)).hasMessageContaining("lacks the file 1.tar");
    assertThatThrownBy(() -> load(loop)).hasMessageContaining("lacks the file 1.tar");
    assertThatThrownBy(() -> load(fewer)).hasMessageContaining("names 2 layers");
  }

  @Test
  void refusesLayersThatAreNotWhatTheConfigurationSays() {
    ArchiveFixture plain =
        new ArchiveFixture()
            .add("1.tar", TWO)
            .add("c.json", config(ONE))
            .dockerManifest("c.json", List.of("x"), List.of("1.tar"));
    ArchiveFixture compressed =
        new ArchiveFixture()
            .add("1.tar", gzip(TWO))
            .add("2.tar", ONE)
            .add("c.json", config(ONE, ONE))
            .dockerManifest("c.json", List.of("x"), List.of("1.tar", "2.tar"));

    assertThatThrownBy(() -> load(plain))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("digest should be " + Hashes.sha256(ONE));
    assertThatThrownBy(() -> load(compressed))
        .hasMessageContaining("diff id should be " + Hashes.sha256(ONE));
    assertThat(store.images.list()).isEmpty();
    assertThat(store.layers.list()).isEmpty();
  }

  @Test
  void refusesBlobsWithAnotherDigest() {
    ArchiveFixture archive = new ArchiveFixture();
    String entry = archive.ociImage("", config(ONE), gzip(ONE));
    byte[] changed = gzip(ONE);
    changed[changed.length - 1] ^= 1;
    archive.add("blobs/sha256/" + Hashes.sha256(gzip(ONE)).hex(), changed);

    assertThatThrownBy(() -> load(archive.add("index.json", index(entry))))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("layer " + Hashes.sha256(gzip(ONE)));
    assertThat(store.images.list()).isEmpty();
  }

  @Test
  void refusesLargeConfigurations() {
    byte[] large = new byte[ImageManifest.CONFIG_MAX_BYTES + 1];

    assertThatThrownBy(() ->
            load(
                new ArchiveFixture()
                    .add("c.json", large)
                    .dockerManifest("c.json", List.of(), List.of())))
        .hasMessageContaining("c.json in")
        .hasMessageContaining("8388609 bytes");
  }

  @Test
  void refusesNamesThatAreNone() {
    assertThatThrownBy(() ->
            load(
                new ArchiveFixture()
                    .add("c.json", config())
                    .dockerManifest("c.json", List.of("../x"), List.of())))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("invalid reference format");
  }

  private static ArchiveFixture dockerArchive() {
    return new ArchiveFixture()
        .add("1.tar", ONE)
        .add("c.json", config(ONE))
        .dockerManifest("c.json", List.of("x"), List.of("1.tar"));
  }

  private static byte[] blob(Path layout, Digest digest) throws IOException {
    return Files.readAllBytes(layout.resolve("blobs/sha256/" + digest.hex()));
  }

  private static ArchiveName name(String text) {
    return Objects.requireNonNull(ArchiveName.parse(text));
  }

  private List<StoredImage> load(ArchiveFixture archive) throws IOException {
    return load(archive.tar());
  }

  private List<StoredImage> load(byte[] archive) throws IOException {
    return loader().load(write(archive));
  }

  private Path write(byte[] archive) throws IOException {
    return Files.write(Files.createTempFile(folder, "archive", ".tar"), archive);
  }

  private LoadImages loader() {
    return new LoadImages(
        new OpenArchive(new Spool(folder.resolve("spool")), Platform.parse("linux/amd64")),
        new CopyImage(store.database, store.layers, store.images, Progress.SILENT));
  }
}
