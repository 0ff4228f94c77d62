package dev.kapok.image.copy;

import static dev.kapok.image.copy.ArchiveFixture.config;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageSource;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.TestKernel;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyImageTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2");
  private static final byte[] THREE = layer("c", "3");
  private static final Digest TWO_ON_ONE =
      ChainIds.of(List.of(Hashes.sha256(ONE), Hashes.sha256(TWO))).getLast();

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

  /** An image in memory, which can do what a bad registry does. */
  private static class MemorySource implements ImageSource {
    final Map<Digest, byte[]> blobs = new HashMap<>();
    final List<Digest> opened = Collections.synchronizedList(new ArrayList<>());
    final ImageManifest manifest;

    MemorySource(byte[]... layers) throws IOException {
      byte[] config = add(config(layers));
      String layerList = "";
      for (byte[] layer : layers) {
        add(layer);
        layerList += (layerList.isEmpty() ? "" : ",") + describe(MediaTypes.OCI_LAYER, layer);
      }
      String json =
          "{\"schemaVersion\":2,\"config\":"
              + describe(MediaTypes.OCI_CONFIG, config)
              + ",\"layers\":["
              + layerList
              + "]}";
      manifest = (ImageManifest) ManifestDocument.parse("x", ArchiveFixture.bytes(json));
    }

    private byte[] add(byte[] blob) {
      blobs.put(Hashes.sha256(blob), blob);
      return blob;
    }

    private static String describe(String type, byte[] blob) {
      return ArchiveFixture.descriptor(type, Hashes.sha256(blob), blob.length, "");
    }

    @Override
    public String describe() {
      return "memory";
    }

    @Override
    public ImageManifest manifest() {
      return manifest;
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
      opened.add(blob.digest());
      byte[] bytes = blobs.get(blob.digest());
      if (bytes == null) {
        throw new IOException("not found");
      }
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {}
  }

  @Test
  void readsOnlyLayersThatAreNotHere() throws IOException {
    copy(new MemorySource(ONE, TWO));
    MemorySource second = new MemorySource(ONE, TWO, THREE);

    StoredImage image = copy(second);

    assertThat(second.opened).hasSize(2).contains(Hashes.sha256(THREE));
    assertThat(image.size()).isEqualTo((long) ONE.length + TWO.length + THREE.length);
    assertThat(store.layers.list()).hasSize(3);
  }

  @Test
  void bringsBackALayerThatVanishesMeanwhile() throws IOException {
    copy(new MemorySource(ONE, TWO));
    MemorySource source =
        new MemorySource(ONE, TWO, THREE) {
          @Override
          public InputStream open(Descriptor blob) throws IOException {
            if (blob.digest().equals(Hashes.sha256(THREE))) {
              store.layers.lose(TWO_ON_ONE);
            }
            return super.open(blob);
          }
        };

    copy(source);

    assertThat(store.layers.find(TWO_ON_ONE)).isNotNull();
    assertThat(source.opened).contains(Hashes.sha256(TWO));
  }

  @Test
  void copiesImagesWithoutLayers() throws IOException {
    StoredImage image = copy(new MemorySource());

    assertThat(image.topLayer()).isNull();
    assertThat(image.size()).isZero();
  }

  @Test
  void leavesNothingBehindWhenOneLayerFails() throws IOException {
    MemorySource source = new MemorySource(ONE, TWO, THREE);
    source.blobs.remove(Hashes.sha256(THREE));

    assertThatThrownBy(() -> copy(source))
        .hasMessage("layer " + Hashes.sha256(THREE) + " of memory: not found");
    assertThat(store.images.list()).isEmpty();
    assertThat(store.layers.list()).isEmpty();
  }

  @Test
  void refusesLayersOfAnotherLength() throws IOException {
    MemorySource longer = new MemorySource(ONE);
    longer.blobs.put(Hashes.sha256(ONE), Arrays.copyOf(ONE, ONE.length + 1));
    MemorySource shorter = new MemorySource(ONE);
    shorter.blobs.put(Hashes.sha256(ONE), Arrays.copyOf(ONE, ONE.length - 1));

    assertThatThrownBy(() -> copy(longer)).hasMessageContaining("longer than the declared");
    assertThatThrownBy(() -> copy(shorter)).hasMessageContaining("ends after");
  }

  @Test
  void saysThatAPackedLayerIsLongerWhereItsDeclaredPartCannotBeUnpacked() throws IOException {
    byte[] packed = ArchiveFixture.gzip(ONE);
    MemorySource source = new MemorySource(ONE);
    Descriptor blob =
        Descriptor.of(MediaTypes.OCI_LAYER, Hashes.sha256(packed), packed.length - 10L);
    source.blobs.put(blob.digest(), packed);
    StageLayer stage = new StageLayer(store.layers, source, Progress.SILENT);

    assertThatThrownBy(() -> stage.stage(blob, Hashes.sha256(ONE)))
        .hasMessageContaining("longer than the declared");
  }

  @Test
  void refusesLayersForWhichThereIsNoRoomBeforeReadingThem() throws IOException {
    MemorySource source = new MemorySource(ONE, TWO);
    store.layers.setFreeBytes(ONE.length + TWO.length - 1L);

    assertThatThrownBy(() -> copy(source))
        .hasMessageContaining("no space left on device")
        .hasMessageContaining(Hashes.sha256(TWO).toString());
    assertThat(source.opened).containsExactly(source.manifest.config().digest());
    store.layers.setFreeBytes(ONE.length + TWO.length);
    copy(source);
  }

  @Test
  void refusesAWrongConfiguration() throws IOException {
    MemorySource source = new MemorySource(ONE);
    source.blobs.put(source.manifest.config().digest(), config(TWO));

    assertThatThrownBy(() -> copy(source))
        .hasMessageContaining("configuration of memory")
        .hasMessageContaining("has in truth the digest");
  }

  /** Hears that somebody else brings the same layers. */
  private static final class Notes implements Progress {
    final CountDownLatch waiting = new CountDownLatch(1);

    @Override
    public void begin(Digest blob, long size) {}

    @Override
    public void advance(Digest blob, long bytes) {}

    @Override
    public void end(Digest blob, boolean present) {}

    @Override
    public void note(String line) {
      assertThat(line).contains("Waiting for process");
      waiting.countDown();
    }
  }

  @Test
  void layersThatSomebodyElseBringsAreNotFetchedAgain(@TempDir Path locks) throws Exception {
    Arrivals arrivals = new Arrivals(TestKernel.get(), locks);
    MemorySource mine = new MemorySource(ONE, TWO);
    Notes notes = new Notes();
    CopyImage waiting = new CopyImage(store.database, store.layers, store.images, notes, arrivals);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<StoredImage> second;
      try (Closeable _ = arrivals.enter(Hashes.sha256(ONE), Progress.SILENT)) {
        second = executor.submit(() -> waiting.copy(mine, List.of(ImageReference.parse("second"))));
        notes.waiting.await();
        copy(new MemorySource(ONE, THREE));
      }
      assertThat(second.get().names()).contains("docker.io/library/second:latest");
    }
    assertThat(mine.opened).doesNotContain(Hashes.sha256(ONE)).contains(Hashes.sha256(TWO));
    assertThat(locks).isEmptyDirectory();
  }

  private StoredImage copy(ImageSource source) throws IOException {
    return new CopyImage(store.database, store.layers, store.images, Progress.SILENT)
        .copy(source, List.of(ImageReference.parse("x")));
  }
}
