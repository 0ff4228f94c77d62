package dev.kapok.image.send;

import static dev.kapok.image.copy.ArchiveFixture.bytes;
import static dev.kapok.image.copy.ArchiveFixture.config;
import static dev.kapok.image.copy.ArchiveFixture.gzip;
import static dev.kapok.image.copy.ArchiveFixture.index;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static dev.kapok.image.copy.ArchiveFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveOutput;
import dev.kapok.image.archive.DirTarget;
import dev.kapok.image.archive.DockerArchiveTarget;
import dev.kapok.image.archive.OciTarget;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.copy.ArchiveFixture;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.copy.LoadImages;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Spool;
import dev.kapok.storage.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the store comes back as the same image. */
class SendImageTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2".repeat(3_000_000));
  private static final ImageReference NAME = ImageReference.parse("localhost/x:1");

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture other;

  @BeforeEach
  void open() throws IOException {
    store = new ImageStoreFixture(Files.createDirectory(folder.resolve("one")));
    other = new ImageStoreFixture(Files.createDirectory(folder.resolve("two")));
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  private LoadImages loader(ImageStoreFixture into) {
    return new LoadImages(
        new OpenArchive(new Spool(folder), Platform.host()),
        new CopyImage(into.database, into.layers, into.images, Progress.SILENT));
  }

  private StoredImage load(byte[]... layers) throws IOException {
    ArchiveFixture archive = new ArchiveFixture();
    String image = archive.ociImage(named("localhost/x:1"), config(layers), packed(layers));
    byte[] tar = archive.add("index.json", index(image)).tar();
    return loader(store).load(new ByteArrayInputStream(tar)).getFirst();
  }

  private static byte[][] packed(byte[]... layers) {
    return Stream.of(layers).map(ArchiveFixture::gzip).toArray(byte[][]::new);
  }

  private void send(ImageTarget target, SendOptions options, StoredImage... images)
      throws IOException {
    SendImage send =
        new SendImage(store.database, store.layers, store.images, store.layers, Progress.SILENT);
    try (target) {
      for (StoredImage image : images) {
        send.send(image, target, List.of(NAME), options);
      }
      target.commit();
    }
  }

  private void assertSame(Path archive, StoredImage image) throws IOException {
    StoredImage back = loader(other).load(archive).getFirst();
    assertThat(back.id()).isEqualTo(image.id());
    assertThat(back.config()).isEqualTo(image.config());
    assertThat(other.layers.list())
        .extracting(Layer::chainId)
        .containsExactlyElementsOf(store.layers.list().stream().map(Layer::chainId).toList());
  }

  private ArchiveOutput file(Path path) throws IOException {
    return ArchiveOutput.file(path, folder);
  }

  @Test
  void dockerArchiveHoldsTheSameImage() throws IOException {
    StoredImage image = load(ONE, TWO, ONE);
    Path tar = folder.resolve("x.tar");
    send(new DockerArchiveTarget(file(tar), "x"), SendOptions.DEFAULT, image);
    assertSame(tar, image);
    assertThat(other.images.list().getFirst().names()).containsExactly("localhost/x:1");
  }

  @Test
  void severalImagesShareTheirLayersInAnArchive() throws IOException {
    StoredImage first = load(ONE);
    StoredImage second = load(ONE, TWO);
    Path tar = folder.resolve("x.tar");
    send(new DockerArchiveTarget(file(tar), "x"), SendOptions.DEFAULT, first, second, first);
    List<StoredImage> back = loader(other).load(tar);
    assertThat(back).extracting(StoredImage::id).containsExactly(first.id(), second.id());
    assertThat(Files.size(tar)).isLessThan(ONE.length + TWO.length + 8000L);
  }

  @Test
  void ociArchiveIsTheSameWhicheverCompressionItHas() throws IOException {
    StoredImage image = load(ONE, TWO);
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD, Compression.NONE)) {
      Path tar = folder.resolve(compression.word() + ".tar");
      send(
          OciTarget.archive(file(tar), null, "x"),
          new SendOptions(null, compression, -1, true),
          image);
      assertSame(tar, image);
    }
    assertThat(Files.size(folder.resolve("gzip.tar")))
        .isLessThan(Files.size(folder.resolve("none.tar")) / 10);
  }

  @Test
  void equalImagesGiveEqualArchives() throws IOException {
    StoredImage image = load(ONE, TWO);
    Path first = folder.resolve("1.tar");
    Path second = folder.resolve("2.tar");
    send(OciTarget.archive(file(first), null, "x"), SendOptions.DEFAULT, image);
    send(OciTarget.archive(file(second), null, "x"), SendOptions.DEFAULT, image);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void streamGetsTheWholeArchiveAtTheEnd() throws IOException {
    StoredImage image = load(ONE, TWO);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveOutput output = ArchiveOutput.stream(out, folder.resolve("spool"));
    send(new DockerArchiveTarget(output, "x"), SendOptions.DEFAULT, image);
    assertThat(loader(other).load(new ByteArrayInputStream(out.toByteArray())).getFirst().id())
        .isEqualTo(image.id());
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void ociFolderKeepsImagesOfOtherNames() throws IOException {
    StoredImage first = load(ONE);
    StoredImage second = load(ONE, TWO);
    Path layout = folder.resolve("layout");
    send(OciTarget.folder(layout, "first", 2, "x"), SendOptions.DEFAULT, first);
    send(OciTarget.folder(layout, "second", 2, "x"), SendOptions.DEFAULT, first);
    send(OciTarget.folder(layout, "second", 2, "x"), SendOptions.DEFAULT, second);
    assertThat(loader(other).load(layout))
        .extracting(StoredImage::id)
        .containsExactly(first.id(), second.id());
  }

  @Test
  void dirHoldsOneImageAndNoOtherBlobs() throws IOException {
    StoredImage first = load(ONE);
    StoredImage second = load(TWO);
    Path dir = folder.resolve("dir");
    for (StoredImage image : List.of(first, second)) {
      send(
          new DirTarget(dir, MediaTypes.DOCKER_MANIFEST, Compression.NONE, 2, "x"),
          SendOptions.DEFAULT,
          image);
    }
    assertThat(loader(other).load(dir).getFirst().id()).isEqualTo(second.id());
    assertThat(dir.resolve(Hashes.sha256(TWO).hex())).hasBinaryContent(TWO);
    assertThat(dir.resolve(Hashes.sha256(ONE).hex())).doesNotExist();
  }

  @Test
  void folderWithOtherThingsIsLeftAlone() throws IOException {
    Path dir = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(dir.resolve("precious"), "x");
    assertThatIOException()
        .isThrownBy(() -> new DirTarget(dir, null, Compression.NONE, 1, "x"))
        .withMessageContaining("not empty");
  }

  @Test
  void nothingIsLeftOfAnArchiveThatFails() throws IOException {
    StoredImage image = load(ONE, TWO);
    String last = new ArrayList<>(store.layers.list()).getLast().id();
    store.layers.change(last, bytes("somebody else's"));
    Path tar = folder.resolve("x.tar");
    Path layout = folder.resolve("layout");
    assertThatIOException()
        .isThrownBy(() -> send(new DockerArchiveTarget(file(tar), "x"), SendOptions.DEFAULT, image))
        .withMessageContaining("changed");
    assertThatIOException()
        .isThrownBy(() -> send(OciTarget.folder(layout, null, 2, "x"), SendOptions.DEFAULT, image));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void gzippedLayersAreReadByTheJdk() throws IOException {
    StoredImage image = load(TWO);
    Path dir = folder.resolve("dir");
    send(new DirTarget(dir, null, Compression.GZIP, 2, "x"), SendOptions.DEFAULT, image);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.filter(SendImageTest::isGzipOfTwo)).hasSize(1);
    }
    assertThat(gzip(TWO)).isNotEmpty();
  }

  private static boolean isGzipOfTwo(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return Arrays.equals(in.readAllBytes(), TWO);
    } catch (IOException e) {
      return false;
    }
  }
}
