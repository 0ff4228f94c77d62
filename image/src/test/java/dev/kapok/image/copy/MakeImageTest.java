package dev.kapok.image.copy;

import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeImageTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2");
  private static final ImageReference NAME = ImageReference.parse("localhost/new:1");

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredImage make(byte[] tar, NewImage image) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    return new MakeImage(store.database, store.layers, store.images, clock)
        .make(new ByteArrayInputStream(tar), image);
  }

  private NewImage on(
      @Nullable StoredImage base, boolean squash, boolean docker, ConfigChange... changes) {
    Map<String, Object> config =
        base == null ? new LinkedHashMap<>() : MakeImage.defaults(base.config());
    byte[] manifest = base == null ? new byte[0] : store.images.manifest(base.id());
    return new NewImage(
        base,
        manifest,
        squash,
        config,
        List.of(changes),
        "me",
        "why",
        "/bin/sh",
        docker,
        base == null ? null : NAME);
  }

  private StoredImage base() throws IOException {
    return make(ONE, on(null, false, false, ConfigChange.parse("ENV A=b")));
  }

  private ImageManifest manifest(StoredImage image) throws IOException {
    return (ImageManifest) ManifestDocument.parse("x", store.images.manifest(image.id()));
  }

  private static List<String> diffIds(byte[]... layers) {
    return Arrays.stream(layers).map(Hashes::sha256).map(Digest::toString).toList();
  }

  @Test
  void layerGoesOnTopOfTheBase() throws IOException {
    StoredImage base = base();
    assertThat(base.names()).isEmpty();
    StoredImage image = make(TWO, on(base, false, false, ConfigChange.parse("CMD [\"x\"]")));
    ImageConfig config = ImageConfig.parse(image.config());
    assertThat(config.diffIds()).isEqualTo(diffIds(ONE, TWO));
    assertThat(config.env()).containsExactly("A=b");
    assertThat(config.cmd()).containsExactly("x");
    assertThat(config.author()).isEqualTo("me");
    assertThat(config.history()).hasSize(2);
    assertThat(config.history().getLast().createdBy()).isEqualTo("/bin/sh");
    assertThat(config.history().getLast().comment()).isEqualTo("why");
    assertThat(config.created()).startsWith("2026-01-02T03:04:05");
    assertThat(image.names()).containsExactly(NAME.toString());
    assertThat(image.size()).isEqualTo(ONE.length + TWO.length);
    assertThat(manifest(image).mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(manifest(image).layers()).hasSize(2);
    assertThat(manifest(image).digest().toString()).isEqualTo(image.digest());
  }

  @Test
  void squashedImageHasOneLayerAndAHistoryOfItsOwn() throws IOException {
    StoredImage image = make(TWO, on(base(), true, false));
    ImageConfig config = ImageConfig.parse(image.config());
    assertThat(config.diffIds()).isEqualTo(diffIds(TWO));
    assertThat(config.history()).hasSize(1);
    assertThat(manifest(image).layers()).hasSize(1);
  }

  @Test
  void dockersFormatIsDockersThroughout() throws IOException {
    StoredImage image = make(TWO, on(base(), false, true));
    assertThat(manifest(image).mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(manifest(image).config().mediaType()).isEqualTo(MediaTypes.DOCKER_CONFIG);
    assertThat(manifest(image).layers())
        .allMatch(one -> one.mediaType().equals(MediaTypes.DOCKER_LAYER));
  }

  @Test
  void brokenTarLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("it broke");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("it broke");
          }
        };
    MakeImage verb = new MakeImage(store.database, store.layers, store.images, Clock.systemUTC());
    assertThatThrownBy(() -> verb.make(broken, on(null, false, false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it broke");
    assertThat(store.images.list()).isEmpty();
    assertThat(store.layers.staged()).isEmpty();
  }

  @Test
  void baseThatWasRemovedMeanwhileIsAnErrorThatLeavesNothing() throws IOException {
    StoredImage base = base();
    NewImage image = on(base, false, false);
    store.layers.lose(Hashes.sha256(ONE));
    assertThatThrownBy(() -> make(TWO, image))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("removed meanwhile");
    assertThat(store.images.find(NAME.toString())).isNull();
    assertThat(store.layers.staged()).isEmpty();
  }
}
