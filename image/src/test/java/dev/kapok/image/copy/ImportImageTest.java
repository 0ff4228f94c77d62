package dev.kapok.image.copy;

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
import dev.kapok.image.spec.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportImageTest {
  private static final byte[] TAR = ArchiveFixture.layer("etc/passwd", "root");

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    assertThat(store.layers.staged()).isEmpty();
    store.close();
  }

  @Test
  void makesAnImageOfOneLayer() throws IOException {
    StoredImage image =
        importTar(
            ArchiveFixture.gzip(TAR),
            request("my message", "CMD [\"/bin/sh\"]", "ENV A=1", "LABEL x=y"));

    ImageConfig config = ImageConfig.parse(image.config());
    assertThat(config.cmd()).containsExactly("/bin/sh");
    assertThat(config.env()).containsExactly("A=1");
    assertThat(config.labels()).containsEntry("x", "y");
    assertThat(config.architecture()).isEqualTo("arm");
    assertThat(config.variant()).isEqualTo("v7");
    assertThat(config.created()).isEqualTo("2024-01-02T03:04:05Z");
    assertThat(config.history().getFirst().comment()).isEqualTo("my message");
    assertThat(config.diffIds()).containsExactly(Hashes.sha256(TAR).toString());
    assertThat(image.created()).isEqualTo(1704164645);
    assertThat(image.names()).containsExactly("localhost/made:latest");
    ImageManifest manifest =
        (ImageManifest) ManifestDocument.parse("x", store.images.manifest(image.id()));
    manifest.requireImage("x");
    assertThat(manifest.layers().getFirst().size()).isEqualTo(TAR.length);
    assertThat(image.digest()).isEqualTo(manifest.digest().toString());
  }

  @Test
  void namesTheOriginWhereThereIsNoMessage() throws IOException {
    StoredImage image =
        importTar(TAR, new ImportRequest("-", null, null, List.of(), Platform.host()));

    assertThat(ImageConfig.parse(image.config()).history().getFirst().comment())
        .isEqualTo("Imported from -");
    assertThat(image.names()).isEmpty();
  }

  @Test
  void refusesEmptyInputAndWrongChanges() {
    assertThatThrownBy(() -> importTar(new byte[0], request("m")))
        .hasMessage("importing x.tar: it is empty");
    assertThatThrownBy(() -> importTar(TAR, request("m", "RUN x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.images.list()).isEmpty();
  }

  private static ImportRequest request(String message, String... changes) {
    return new ImportRequest(
        "x.tar",
        ImageReference.parse("localhost/made"),
        message,
        List.of(changes).stream().map(ConfigChange::parse).toList(),
        Platform.parse("linux/arm/v7"));
  }

  private StoredImage importTar(byte[] tar, ImportRequest request) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2024-01-02T03:04:05Z"), ZoneOffset.UTC);
    return new ImportImage(store.database, store.layers, store.images, clock)
        .importTar(new ByteArrayInputStream(tar), request);
  }
}
