package dev.kapok.image.pull;

import static dev.kapok.image.copy.ArchiveFixture.bytes;
import static dev.kapok.image.copy.ArchiveFixture.descriptor;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryException;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.registry.ShortNameQuestion;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Spool;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PullImageTest {
  private static final byte[] ONE = layer("a", "1");
  private static final byte[] TWO = layer("b", "2".repeat(100_000));

  private final List<String> environ = new ArrayList<>();
  private @TempDir Path folder;
  private String conf = "";
  private @Nullable ShortNameQuestion question;
  private @Nullable String credentials;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry registry;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    store = new ImageStoreFixture(folder);
    environ.add("XDG_CONFIG_HOME=" + folder);
    environ.add("XDG_RUNTIME_DIR=" + folder);
  }

  @AfterEach
  void close() {
    assertThat(store.layers.staged()).isEmpty();
    store.close();
    registry.close();
  }

  private StoredImage pull(String name, PullRequest.Policy policy, @Nullable Platform platform)
      throws IOException {
    RegistryOptions options =
        new RegistryOptions(null, credentials, null, false, 2, Duration.ofMillis(1));
    Path file = Files.writeString(folder.resolve("registries.conf"), conf);
    Registries registries =
        FakeRegistry.registries(
            RegistriesConf.read(List.of(file)),
            new UserFiles(environ, folder.toString(), 1000, true),
            options);
    if (question != null) {
      registries.ask(question);
    }
    CopyImage copy = new CopyImage(store.database, store.layers, store.images, Progress.SILENT);
    PullImage pull =
        new PullImage(store.images, copy, registries, new Spool(folder), Progress.SILENT);
    return pull.pull(new PullRequest(name, platform, policy)).getFirst();
  }

  private StoredImage pull(String name) throws IOException {
    return pull(name, PullRequest.Policy.ALWAYS, null);
  }

  private void assertNothingStored() {
    assertThat(store.images.list()).isEmpty();
    assertThat(store.layers.list()).isEmpty();
  }

  private static boolean isFor(HttpExchange exchange, String part) {
    return exchange.getRequestURI().toString().contains(part);
  }

  @Test
  void storesTheImageUnderItsName() throws IOException {
    Digest manifest = registry.image("team/app", "1", ONE, TWO);
    StoredImage image = pull("docker://" + registry.host() + "/team/app:1");
    assertThat(image.names()).containsExactly(registry.host() + "/team/app:1");
    assertThat(image.digest()).isEqualTo(manifest.toString());
    assertThat(store.layers.list()).hasSize(2);
  }

  @Test
  void choosesTheImageForThePlatform() throws IOException {
    Digest amd = registry.image("app", "amd", ONE);
    Digest arm = registry.image("app", "arm", TWO);
    registry.manifest(
        "app",
        "all",
        "{\"schemaVersion\":2,\"manifests\":["
            + entry(amd, "amd64")
            + ","
            + entry(arm, "arm64")
            + "]}");
    StoredImage image =
        pull(
            registry.host() + "/app:all", PullRequest.Policy.ALWAYS, Platform.parse("linux/arm64"));
    assertThat(image.digest()).isEqualTo(arm.toString());
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() ->
            pull(
                registry.host() + "/app:all",
                PullRequest.Policy.ALWAYS,
                Platform.parse("linux/s390x")))
        .withMessageContaining("linux/s390x");
  }

  private static String entry(Digest digest, String architecture) {
    String platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
    return descriptor(MediaTypes.OCI_MANIFEST, digest, 100, platform);
  }

  @Test
  void pullsByDigestAndVerifiesIt() throws IOException {
    Digest digest = registry.image("app", "1", ONE);
    StoredImage image = pull(registry.host() + "/app@" + digest);
    assertThat(image.names()).containsExactly(registry.host() + "/app@" + digest);

    Digest other = registry.image("app", "2", TWO);
    registry.misbehave(exchange -> {
      if (isFor(exchange, other.toString())) {
        FakeRegistry.send(exchange, bytes("{\"schemaVersion\":2}"), 0);
        return true;
      }
      return false;
    });
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() -> pull(registry.host() + "/app@" + other))
        .withMessageContaining("has in truth the digest");
  }

  @Test
  void logsInOnceByToken() throws IOException {
    registry.image("app", "1", ONE, TWO);
    credentials = "alice:secret";
    registry.misbehave(this::bearer);
    pull(registry.host() + "/app:1");
    assertThat(registry.count("/token")).isEqualTo(1);
    assertThat(registry.requests)
        .anyMatch(r ->
            r.contains("scope=repository%3Aapp%3Apull") || r.contains("scope=repository:app:pull"))
        .anyMatch(r -> r.contains("account=alice"));
    assertThat(registry.authorizations).contains("Basic YWxpY2U6c2VjcmV0", "Bearer T");
  }

  private boolean bearer(HttpExchange exchange) throws IOException {
    if (isFor(exchange, "/token")) {
      FakeRegistry.send(exchange, bytes("{\"access_token\":\"T\",\"expires_in\":300}"), 0);
      return true;
    }
    if ("Bearer T".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return false;
    }
    return FakeRegistry.status(
        exchange,
        401,
        "WWW-Authenticate",
        "Bearer realm=\"http://" + registry.host() + "/token\",service=\"s\"");
  }

  @Test
  void showsNameAndPasswordWhereTheRegistryWantsThem() throws IOException {
    registry.image("app", "1", ONE);
    Files.createDirectories(folder.resolve("containers"));
    Files.writeString(
        folder.resolve("containers/auth.json"),
        "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"YWxpY2U6c2VjcmV0\"}}}");
    registry.misbehave(PullImageTest::basic);
    assertThat(pull(registry.host() + "/app:1").names()).hasSize(1);

    credentials = "alice:wrong";
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("are not accepted")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED));
  }

  private static boolean basic(HttpExchange exchange) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return !"Basic YWxpY2U6c2VjcmV0".equals(shown)
        && FakeRegistry.status(exchange, 401, "WWW-Authenticate", "Basic realm=\"x\"");
  }

  @Test
  void asksForCredentialsWhereThereAreNone() {
    registry.misbehave(PullImageTest::basic);
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("--creds");
  }

  @Test
  void givesUpWhereNoLoginIsEverEnough() {
    credentials = "alice:secret";
    registry.misbehave(exchange -> {
      if (isFor(exchange, "/token")) {
        FakeRegistry.send(exchange, bytes("{\"token\":\"T" + registry.requests.size() + "\"}"), 0);
        return true;
      }
      return FakeRegistry.status(
          exchange,
          401,
          "WWW-Authenticate",
          "Bearer realm=\"http://" + registry.host() + "/token\"");
    });
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("unauthorized");
    assertThat(registry.requests).hasSizeLessThan(10);
  }

  @Test
  void givesUpOnRedirectionsWithoutEnd() {
    registry.misbehave(exchange ->
        isFor(exchange, "/app/")
            && FakeRegistry.status(exchange, 302, "Location", exchange.getRequestURI().toString()));
    assertThatIOException()
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("reading manifest 1 from")
        .withMessageContaining("redirects without an end");
    assertThat(registry.requests).hasSizeLessThan(30);
  }

  @Test
  void keepsTheTokenFromOtherHosts() throws IOException {
    registry.image("app", "1", ONE);
    credentials = "alice:secret";
    try (FakeRegistry other = new FakeRegistry()) {
      other.image("app", "1", ONE);
      String elsewhere = "http://localhost:" + other.host().substring("127.0.0.1:".length());
      registry.misbehave(exchange -> {
        if (isFor(exchange, "/blobs/") && !basic(exchange)) {
          return FakeRegistry.status(
              exchange, 307, "Location", elsewhere + exchange.getRequestURI());
        }
        return isFor(exchange, "/blobs/") || (isFor(exchange, "/app/") && basic(exchange));
      });
      pull(registry.host() + "/app:1");
      assertThat(registry.authorizations).contains("Basic YWxpY2U6c2VjcmV0");
      assertThat(other.authorizations).isNotEmpty().containsOnly("");
      assertThat(other.count("/blobs/")).isEqualTo(2);
    }
  }

  @Test
  void refusesALayerWithAnotherDigest() {
    registry.image("app", "1", ONE);
    registry.misbehave(exchange -> {
      byte[] blob = isFor(exchange, "/blobs/") ? registry.contentOf(exchange).clone() : null;
      if (blob == null || !Arrays.equals(blob, ONE)) {
        return false;
      }
      blob[600] ^= 1;
      FakeRegistry.send(exchange, blob, 0);
      return true;
    });
    assertThatIOException().isThrownBy(() -> pull(registry.host() + "/app:1"));
    assertNothingStored();
  }

  @Test
  void takesUpAgainWhereTheConnectionBroke() throws IOException {
    registry.image("app", "1", TWO);
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    registry.misbehave(exchange -> breaksTwice(exchange, tries));
    pull(registry.host() + "/app:1");
    assertThat(tries.values()).allMatch(count -> count.get() == 3);
    assertThat(store.layers.list()).hasSize(1);
  }

  private boolean breaksTwice(HttpExchange exchange, Map<String, AtomicInteger> tries)
      throws IOException {
    if (!isFor(exchange, "/blobs/")) {
      return false;
    }
    byte[] blob = registry.contentOf(exchange);
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
    int attempt =
        tries
            .computeIfAbsent(exchange.getRequestURI().toString(), _ -> new AtomicInteger())
            .incrementAndGet();
    if (attempt == 3) {
      FakeRegistry.send(exchange, blob, from);
      return true;
    }
    if (from > 0) {
      String total = "bytes " + from + "-" + (blob.length - 1) + "/" + blob.length;
      exchange.getResponseHeaders().add("Content-Range", total);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, blob.length - from);
    exchange.getResponseBody().write(blob, from, 50);
    exchange.getResponseBody().flush();
    return true;
  }

  @Test
  void givesUpOnALayerThatNeverEnds() {
    registry.image("app", "1", ONE);
    registry.misbehave(exchange -> {
      if (!isFor(exchange, "/blobs/") || registry.contentOf(exchange).length != ONE.length) {
        return false;
      }
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(ONE);
        while (true) {
          out.write(new byte[8192]);
        }
      } catch (IOException e) {
        return true;
      }
    });
    assertThatIOException()
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("longer than the declared");
    assertNothingStored();
  }

  @Test
  void givesUpOnALayerThatStaysShort() {
    registry.image("app", "1", ONE);
    registry.misbehave(exchange -> {
      if (!isFor(exchange, "/blobs/") || registry.contentOf(exchange).length != ONE.length) {
        return false;
      }
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(ONE, 0, 700);
      exchange.getResponseBody().close();
      return true;
    });
    assertThatIOException().isThrownBy(() -> pull(registry.host() + "/app:1"));
    assertThat(registry.count("/blobs/")).isLessThan(10);
    assertNothingStored();
  }

  @Test
  void refusesAManifestThatIsTooLarge() {
    registry.manifest("app", "1", "{\"x\":\"" + "y".repeat(5 << 20) + "\"}");
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("is larger than");
  }

  @Test
  void asksAgainWhenTheRegistryIsBusy() throws IOException {
    registry.image("app", "1", ONE);
    AtomicInteger count = new AtomicInteger();
    registry.misbehave(exchange ->
        isFor(exchange, "/manifests/")
            && count.getAndIncrement() < 2
            && FakeRegistry.status(exchange, 429, "Retry-After", "0"));
    pull(registry.host() + "/app:1");
    assertThat(count).hasValue(3);
  }

  @Test
  void givesUpWhenTheRegistryStaysBroken() {
    registry.misbehave(
        exchange -> isFor(exchange, "/manifests/") && FakeRegistry.status(exchange, 503));
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("answers 503");
    assertThat(registry.count("/manifests/")).isEqualTo(3);
  }

  @Test
  void namesWhatIsNotThere() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.NOT_FOUND))
        .withMessage(
            "reading manifest 1 from "
                + registry.host()
                + "/app: the registry answers 404 (NAME_UNKNOWN: not  here)");
  }

  @Test
  void namesARegistryThatDoesNotAnswer() {
    assertThatIOException()
        .isThrownBy(() -> pull("127.0.0.1:1/app:1"))
        .withMessageContaining("127.0.0.1:1/app");
  }

  @Test
  void obeysItsPolicy() throws IOException {
    registry.image("app", "1", ONE);
    String name = registry.host() + "/app:1";
    assertThatExceptionOfType(ImageNotFoundException.class)
        .isThrownBy(() -> pull(name, PullRequest.Policy.NEVER, null));
    StoredImage first = pull(name, PullRequest.Policy.MISSING, null);
    int asked = registry.requests.size();
    assertThat(pull(name, PullRequest.Policy.MISSING, null).id()).isEqualTo(first.id());
    assertThat(pull(name, PullRequest.Policy.NEVER, null).id()).isEqualTo(first.id());
    assertThat(registry.requests).hasSize(asked);

    assertThat(pull(name, PullRequest.Policy.NEWER, null).id()).isEqualTo(first.id());
    assertThat(registry.count("/blobs/")).isEqualTo(2);
    registry.image("app", "1", TWO);
    assertThat(pull(name, PullRequest.Policy.NEWER, null).id()).isNotEqualTo(first.id());
    registry.misbehave(exchange -> FakeRegistry.status(exchange, 503));
    assertThat(pull(name, PullRequest.Policy.NEWER, null).names()).contains(name);
  }

  @Test
  void asksMirrorsFirstAndTheRegistryItselfLast() throws IOException {
    try (FakeRegistry mirror = new FakeRegistry()) {
      registry.image("app", "1", ONE);
      conf =
          "[[registry]]\nprefix = \"example.com\"\nlocation = \""
              + registry.host()
              + "\"\n[[registry.mirror]]\nlocation = \""
              + mirror.host()
              + "\"\n";
      StoredImage image = pull("example.com/app:1");
      assertThat(image.names()).containsExactly("example.com/app:1");
      assertThat(mirror.count("/app/manifests/1")).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatIsBlocked() {
    conf = "[[registry]]\nlocation = \"" + registry.host() + "\"\nblocked = true\n";
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> pull(registry.host() + "/app:1"))
        .withMessageContaining("blocks");
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void searchesRegistriesForShortNames() throws IOException {
    registry.image("app", "1", ONE);
    conf = "unqualified-search-registries = [\"127.0.0.1:1\", \"" + registry.host() + "\"]\n";
    assertThat(pull("app:1").names()).containsExactly(registry.host() + "/app:1");
    assertThatIOException()
        .isThrownBy(() -> pull("other:1"))
        .withMessageContaining("127.0.0.1:1/other")
        .withMessageContaining(registry.host() + "/other");
  }

  @Test
  void asksWhatAShortNameMeansAndRemembersIt() throws IOException {
    registry.image("app", "1", ONE);
    conf = "unqualified-search-registries = [\"127.0.0.1:1\", \"" + registry.host() + "\"]\n";
    List<String> asked = new ArrayList<>();
    question =
        (name, candidates) -> {
          asked.add(name + " of " + candidates);
          return candidates.get(1);
        };
    String wanted = registry.host() + "/app:1";
    assertThat(pull("app:1").names()).containsExactly(wanted);
    assertThat(asked).containsExactly("app:1 of [127.0.0.1:1/app:1, " + wanted + "]");
    assertThat(folder.resolve(".cache/containers/short-name-aliases.conf"))
        .hasContent("[aliases]\n  \"app\" = \"" + registry.host() + "/app\"\n");
  }

  @Test
  void doesNotRememberAnAnswerThatLedNowhere() {
    conf = "unqualified-search-registries = [\"127.0.0.1:1\", \"" + registry.host() + "\"]\n";
    question = (_, candidates) -> candidates.get(1);
    assertThatIOException()
        .isThrownBy(() -> pull("none:1"))
        .withMessageContaining(registry.host() + "/none")
        .withMessageNotContaining("127.0.0.1:1");
    assertThat(folder.resolve(".cache")).doesNotExist();
  }

  @Test
  void asksNothingWhereTheModeIsDisabledOrOneRegistryIsSearched() throws IOException {
    registry.image("app", "1", ONE);
    question =
        (_, _) -> {
          throw new IOException("asked");
        };
    String search = "unqualified-search-registries = [\"127.0.0.1:1\", \"";
    conf = search + registry.host() + "\"]\nshort-name-mode = \"disabled\"\n";
    assertThat(pull("app:1").names()).containsExactly(registry.host() + "/app:1");
    conf = "unqualified-search-registries = [\"" + registry.host() + "\"]\n";
    assertThat(pull("app:1").names()).containsExactly(registry.host() + "/app:1");
    conf = search + registry.host() + "\"]\n";
    assertThatIOException().isThrownBy(() -> pull("app:1")).withMessageContaining("asked");
  }

  @Test
  void refusesTransportsThatItDoesNotKnowYet() {
    assertThatIOException()
        .isThrownBy(() -> pull("docker-daemon:x:1"))
        .withMessageContaining("not supported yet");
  }
}
