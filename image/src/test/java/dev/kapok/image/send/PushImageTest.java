package dev.kapok.image.send;

import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.pull.PullImage;
import dev.kapok.image.pull.PullRequest;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryException;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Spool;
import dev.kapok.storage.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PushImageTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2".repeat(2_500_000));

  private @TempDir Path folder;
  private @Nullable String credentials;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry registry;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry second;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    second = new FakeRegistry();
    store = new ImageStoreFixture(folder);
  }

  @AfterEach
  void close() {
    store.close();
    registry.close();
    second.close();
  }

  private Registries registries() {
    return FakeRegistry.registries(
        RegistriesConf.read(List.of()),
        new UserFiles(
            List.of("XDG_CONFIG_HOME=" + folder, "XDG_RUNTIME_DIR=" + folder),
            folder.toString(),
            1000,
            true),
        new RegistryOptions(null, credentials, null, false, 2, Duration.ofMillis(1)));
  }

  /** Returns an image that came from the first registry, in team/app. */
  private StoredImage pulled(byte[]... layers) throws IOException {
    registry.image("team/app", "1", layers);
    PullImage pull =
        new PullImage(
            store.images,
            new CopyImage(store.database, store.layers, store.images, Progress.SILENT),
            registries(),
            new Spool(folder),
            Progress.SILENT);
    StoredImage image =
        pull.pull(new PullRequest(registry.host() + "/team/app:1", null, PullRequest.Policy.ALWAYS))
            .getFirst();
    registry.requests.clear();
    return image;
  }

  private ImageManifest push(StoredImage image, String name, SendOptions options)
      throws IOException {
    Registries registries = registries();
    ImageReference reference = ImageReference.parse(name);
    try (ImageTarget target =
        registries.client(registries.pushPlace(reference)).target(reference.tag())) {
      return new SendImage(
              store.database, store.layers, store.images, store.layers, Progress.SILENT)
          .send(image, target, List.of(), options);
    }
  }

  private ImageManifest push(StoredImage image, String name) throws IOException {
    return push(image, name, SendOptions.DEFAULT);
  }

  private static byte[] unpacked(byte[] gzip) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
  }

  @Test
  void sendsLayersConfigurationAndManifest() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    SendOptions options = new SendOptions(MediaTypes.DOCKER_MANIFEST, Compression.GZIP, 9, true);
    ImageManifest sent = push(image, second.host() + "/new/app:2", options);
    assertThat(sent.config().digest().hex()).isEqualTo(image.id());
    assertThat(unpacked(second.blobOf(sent.layers().get(1).digest()))).isEqualTo(TWO);
    assertThat(new String(second.blobOf(sent.config().digest()), StandardCharsets.UTF_8))
        .isEqualTo(image.config());
    assertThat(second.document("new/app", "2")).contains(MediaTypes.DOCKER_CONFIG);
    assertThat(second.types).containsEntry(sent.digest().toString(), MediaTypes.DOCKER_MANIFEST);
  }

  @Test
  void pulledImageGoesBackWithoutAnyUpload() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    ImageManifest sent = push(image, registry.host() + "/team/app:again");
    assertThat(sent.digest().toString()).isEqualTo(image.digest());
    assertThat(registry.count("POST")).isZero();
    assertThat(registry.count("PATCH")).isZero();
  }

  @Test
  void secondPushSendsNothing() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    Digest first = push(image, second.host() + "/app:1").digest();
    second.requests.clear();
    assertThat(push(image, second.host() + "/app:2").digest()).isEqualTo(first);
    assertThat(second.count("POST")).isZero();
  }

  @Test
  void blobsAreMountedFromAnotherRepository() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    registry.hide("team/app", ONE);
    registry.hide("team/app", TWO);
    push(image, registry.host() + "/other:1");
    assertThat(registry.count("mount=")).isEqualTo(2);
    assertThat(registry.count("PATCH")).isZero();
  }

  @Test
  void whatIsNotMountedIsUploaded() throws IOException {
    StoredImage image = pulled(ONE);
    registry.hide("team/app", ONE);
    registry.mounts = false;
    ImageManifest sent = push(image, registry.host() + "/other:1");
    assertThat(registry.count("PATCH")).isOne();
    assertThat(registry.count("DELETE")).isOne();
    assertThat(unpacked(registry.blobOf(sent.layers().getFirst().digest()))).isEqualTo(ONE);
  }

  @Test
  void registryThatKnowsNoMountingGetsAnUpload() throws IOException {
    StoredImage image = pulled(ONE);
    registry.hide("team/app", ONE);
    registry.misbehave(exchange ->
        exchange.getRequestURI().toString().contains("mount=")
            && FakeRegistry.status(exchange, 400));
    push(image, registry.host() + "/other:1");
    assertThat(registry.count("PATCH")).isOne();
  }

  @Test
  void uploadAddressMayNameTheHost() throws IOException {
    StoredImage image = pulled(ONE);
    second.absolute = true;
    push(image, second.host() + "/app:1");
    assertThat(second.count("state=2")).isOne();
  }

  @Test
  void tokenThatRunsOutInTheMiddleIsRenewed() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    AtomicInteger tokens = new AtomicInteger();
    Set<String> expired = ConcurrentHashMap.newKeySet();
    second.misbehave(exchange -> {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/token")) {
        String token = "{\"token\":\"t" + tokens.incrementAndGet() + "\"}";
        FakeRegistry.send(exchange, token.getBytes(StandardCharsets.UTF_8), 0);
        return true;
      }
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      // The first token ends at the first request that sends content: the same for every order in
      // which the layers are sent. Its successors last.
      boolean isLast = exchange.getRequestMethod().equals("PATCH");
      if (isLast && "Bearer t1".equals(shown)) {
        expired.add(shown);
      }
      if (shown != null && !expired.contains(shown)) {
        return false;
      }
      exchange.getRequestBody().readAllBytes();
      return challenge(exchange);
    });
    push(image, second.host() + "/app:1");
    assertThat(expired).containsExactly("Bearer t1");
    assertThat(tokens.get()).isGreaterThan(1);
    assertThat(second.requests)
        .anyMatch(request -> request.contains("/token") && request.contains("pull%2Cpush"));
  }

  private boolean challenge(HttpExchange exchange) throws IOException {
    String action = exchange.getRequestMethod().equals("HEAD") ? "pull" : "pull,push";
    return FakeRegistry.status(
        exchange,
        401,
        "WWW-Authenticate",
        "Bearer realm=\"http://"
            + second.host()
            + "/token\",service=\"s\",scope=\"repository:app:"
            + action
            + "\"");
  }

  @Test
  void busyRegistryIsAskedAgain() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    AtomicInteger calls = new AtomicInteger();
    second.misbehave(exchange ->
        calls.incrementAndGet() % 5 == 0 && FakeRegistry.status(exchange, 429, "Retry-After", "0"));
    push(image, second.host() + "/app:1");
    assertThat(second.document("app", "1")).isNotEmpty();
  }

  @Test
  void brokenUploadBeginsAgain() throws IOException {
    StoredImage image = pulled(TWO);
    AtomicInteger broken = new AtomicInteger();
    second.misbehave(exchange -> {
      if (exchange.getRequestMethod().equals("PATCH") && broken.getAndIncrement() == 0) {
        exchange.getRequestBody().readNBytes(1000);
        throw new IOException("cut");
      }
      return false;
    });
    ImageManifest sent = push(image, second.host() + "/app:1");
    assertThat(unpacked(second.blobOf(sent.layers().getFirst().digest()))).isEqualTo(TWO);
    assertThat(second.count("POST")).isEqualTo(3); // two of the layer, one of the configuration
  }

  @Test
  void refusalIsTold() throws IOException {
    StoredImage image = pulled(ONE);
    second.misbehave(exchange ->
        exchange.getRequestMethod().equals("POST") && FakeRegistry.status(exchange, 403));
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> push(image, second.host() + "/app:1"))
        .matches(e -> e.kind() == RegistryException.Kind.UNAUTHORIZED)
        .withMessageContaining("403");
    assertThat(second.count("/manifests/")).isZero();
  }

  @Test
  void loginLoopEnds() throws IOException {
    StoredImage image = pulled(ONE);
    second.misbehave(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/token")) {
        FakeRegistry.send(exchange, "{\"token\":\"x\"}".getBytes(StandardCharsets.UTF_8), 0);
        return true;
      }
      exchange.getRequestBody().readAllBytes();
      return challenge(exchange);
    });
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> push(image, second.host() + "/app:1"))
        .withMessageContaining("unauthorized");
  }

  @Test
  void uploadWithoutAddressIsRefused() throws IOException {
    StoredImage image = pulled(ONE);
    second.misbehave(exchange ->
        exchange.getRequestMethod().equals("POST") && FakeRegistry.status(exchange, 202));
    assertThatIOException()
        .isThrownBy(() -> push(image, second.host() + "/app:1"))
        .withMessageContaining("Location");
  }

  @Test
  void registryThatStoresAnotherManifestIsCaught() throws IOException {
    StoredImage image = pulled(ONE);
    second.misbehave(exchange ->
        exchange.getRequestURI().getPath().contains("/manifests/")
            && FakeRegistry.status(
                exchange, 201, "Docker-Content-Digest", "sha256:" + "0".repeat(64)));
    assertThatIOException()
        .isThrownBy(() -> push(image, second.host() + "/app:1"))
        .withMessageContaining("something else");
  }

  @Test
  void changedLayerIsNotPushed() throws IOException {
    StoredImage image = pulled(ONE);
    store.layers.change(store.layers.list().getFirst().id(), TWO);
    assertThatIOException()
        .isThrownBy(() -> push(image, second.host() + "/app:1"))
        .withMessageContaining("changed")
        .isNotInstanceOf(RegistryException.class);
    assertThat(second.count("/manifests/")).isZero();
    assertThat(second.count("POST")).isOne();
  }

  @Test
  void zstdMakesTheManifestOci() throws IOException {
    StoredImage image = pulled(ONE, TWO);
    ImageManifest sent =
        push(image, second.host() + "/app:1", new SendOptions(null, Compression.ZSTD, -1, true));
    assertThat(sent.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(sent.layers().getFirst().mediaType()).endsWith("+zstd");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            push(
                image,
                second.host() + "/app:1",
                new SendOptions(MediaTypes.DOCKER_MANIFEST, Compression.ZSTD, -1, true)));
  }
}
