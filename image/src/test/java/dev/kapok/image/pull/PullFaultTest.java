package dev.kapok.image.pull;

import static dev.kapok.image.copy.ArchiveFixture.bytes;
import static dev.kapok.image.copy.ArchiveFixture.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import dev.kapok.image.ImageStoreFixture;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.registry.FakeRegistry;
import dev.kapok.image.registry.RegistryException;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.stream.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Registries, token servers and proxies that do not do what they should. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PullFaultTest {
  private static final byte[] BIG = layer("b", "2".repeat(100_000));

  private final List<String> environ = new ArrayList<>();
  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made before each test
  private FakeRegistry registry;

  @SuppressWarnings("NullAway.Init") // made before each test
  private ImageStoreFixture store;

  @BeforeEach
  void open() throws IOException {
    registry = new FakeRegistry();
    registry.image("app", "1", BIG);
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

  private StoredImage pull() throws IOException {
    return pull(registry.host(), null);
  }

  private StoredImage pull(String host, @Nullable String credentials) throws IOException {
    RegistryOptions options =
        new RegistryOptions(null, credentials, null, false, 2, Duration.ofMillis(1));
    PullImage pull =
        new PullImage(
            store.images,
            new CopyImage(store.database, store.layers, store.images, Progress.SILENT),
            FakeRegistry.registries(
                RegistriesConf.read(List.of()),
                new UserFiles(environ, folder.toString(), 1000, true),
                options),
            new Spool(folder),
            Progress.SILENT);
    return pull.pull(new PullRequest(host + "/app:1", null, PullRequest.Policy.ALWAYS)).getFirst();
  }

  private static boolean isFor(HttpExchange exchange, String part) {
    return exchange.getRequestURI().toString().contains(part);
  }

  private boolean isForLayer(HttpExchange exchange) {
    return isFor(exchange, "/blobs/") && Arrays.equals(registry.contentOf(exchange), BIG);
  }

  private static boolean cutOff(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
    return true;
  }

  /** Breaks the first connection; the second is answered by a quirk. Returns the ranges asked. */
  private List<String> breakOnce(FakeRegistry.Quirk then) {
    List<String> ranges = new CopyOnWriteArrayList<>();
    registry.misbehave(exchange -> {
      if (!isForLayer(exchange)) {
        return false;
      }
      ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
      return ranges.size() == 1 ? cutOff(exchange, BIG) : then.answer(exchange);
    });
    return ranges;
  }

  @Test
  void registryThatIgnoresRangesSendsAllAgain() throws IOException {
    List<String> ranges = breakOnce(_ -> false);
    pull();
    assertThat(ranges).hasSize(2).first().isEqualTo("null");
    assertThat(ranges.getLast()).matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void registryThatRefusesRangesIsAskedForAll() throws IOException {
    List<String> ranges =
        breakOnce(exchange ->
            exchange.getRequestHeaders().containsKey("Range")
                && FakeRegistry.status(exchange, 416));
    pull();
    assertThat(ranges).hasSize(3).last().isEqualTo("null");
  }

  @Test
  void anotherPartThanWasAskedForIsNotTaken() {
    List<String> ranges =
        breakOnce(exchange -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes 7-" + BIG.length + "/9");
          exchange.sendResponseHeaders(206, 4);
          exchange.getResponseBody().write(bytes("evil"));
          return true;
        });
    assertThatIOException().isThrownBy(this::pull).withMessageContaining("another part");
    assertThat(ranges).hasSize(3);
  }

  @Test
  void layerThatComesByteForByteIsGivenUp() {
    List<String> ranges =
        breakOnce(exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = Integer.parseInt(range.substring(6, range.length() - 1));
          exchange
              .getResponseHeaders()
              .add("Content-Range", "bytes " + from + "-" + (BIG.length - 1) + "/" + BIG.length);
          exchange.sendResponseHeaders(206, BIG.length - from);
          exchange.getResponseBody().write(BIG, from, 1);
          return true;
        });
    assertThatIOException().isThrownBy(this::pull).withMessageContaining("layer sha256:");
    assertThat(ranges).hasSizeLessThan(5);
  }

  @Test
  void datesSayHowLongToWaitToo() throws IOException {
    AtomicInteger count = new AtomicInteger();
    String past =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.of(2020, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC));
    registry.misbehave(exchange ->
        isFor(exchange, "/manifests/")
            && count.getAndIncrement() < 2
            && FakeRegistry.status(exchange, 503, "Retry-After", past));
    pull();
    assertThat(count).hasValue(3);
  }

  private FakeRegistry.Quirk tokens(FakeRegistry.Quirk server, String valid) {
    return exchange -> {
      if (isFor(exchange, "/token")) {
        return server.answer(exchange);
      }
      return !("Bearer " + valid).equals(exchange.getRequestHeaders().getFirst("Authorization"))
          && FakeRegistry.status(
              exchange,
              401,
              "WWW-Authenticate",
              "Bearer realm=\"http://" + registry.host() + "/token\",service=\"s\"");
    };
  }

  private static FakeRegistry.Quirk says(String text) {
    return exchange -> {
      FakeRegistry.send(exchange, bytes(text), 0);
      return true;
    };
  }

  @Test
  void tokenThatWouldBreakAHeaderIsRefused() {
    for (String token : List.of("a\\r\\nX-Evil: 1", "a b", "\\u00e4", "\\u0000")) {
      registry.misbehave(tokens(says("{\"token\":\"" + token + "\"}"), "t"));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(this::pull)
          .withMessageContaining("token with characters");
    }
    for (String answer :
        List.of("{}", "[]", "{\"token\":5}", "{\"expires_in\":\"x\"}", "[".repeat(20_000))) {
      registry.misbehave(tokens(says(answer), "t"));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(this::pull)
          .withMessageContaining("token server sent");
    }
  }

  @Test
  void busyTokenServerIsAskedAgain() throws IOException {
    AtomicInteger count = new AtomicInteger();
    registry.misbehave(
        tokens(
            exchange ->
                count.getAndIncrement() < 2
                    ? FakeRegistry.status(exchange, 503, "Retry-After", "0")
                    : says("{\"token\":\"t\"}").answer(exchange),
            "t"));
    pull();
    assertThat(count).hasValue(3);
  }

  @Test
  void tokenThatRunsOutBetweenPartsOfALayerIsRenewed() throws IOException {
    AtomicInteger tokens = new AtomicInteger();
    AtomicInteger layers = new AtomicInteger();
    registry.misbehave(exchange -> {
      if (isFor(exchange, "/token")) {
        return says("{\"token\":\"t" + tokens.incrementAndGet() + "\"}").answer(exchange);
      }
      String wanted = layers.get() == 0 ? "t1" : "t2";
      if (tokens(_ -> false, wanted).answer(exchange)) {
        return true;
      }
      return isForLayer(exchange) && layers.getAndIncrement() == 0 && cutOff(exchange, BIG);
    });
    pull();
    assertThat(tokens).hasValue(2);
    assertThat(layers).hasValue(2);
  }

  @Test
  void identityTokenIsShownToTheTokenServerOnly() throws IOException {
    Files.createDirectories(folder.resolve("containers"));
    Files.writeString(
        folder.resolve("containers/auth.json"),
        "{\"auths\":{\"" + registry.host() + "\":{\"identitytoken\":\"id+en&tity\"}}}");
    List<String> forms = new CopyOnWriteArrayList<>();
    registry.misbehave(
        tokens(
            exchange -> {
              forms.add(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              return says("{\"access_token\":\"t\"}").answer(exchange);
            },
            "t"));
    pull();
    assertThat(forms)
        .singleElement()
        .asString()
        .contains("grant_type=refresh_token", "refresh_token=id%2Ben%26tity");
    assertThat(registry.authorizations).containsOnly("", "Bearer t");
    assertThat(registry.requests).noneMatch(request -> request.contains("tity"));
    registry.misbehave(
        exchange -> FakeRegistry.status(exchange, 401, "WWW-Authenticate", "Basic realm=\"x\""));
    registry.authorizations.clear();
    assertThatExceptionOfType(RegistryException.class).isThrownBy(this::pull);
    assertThat(registry.authorizations).containsOnly("");
  }

  @Test
  void anotherPortOfTheHostHasNoClaimToThePassword() throws IOException {
    try (FakeRegistry other = new FakeRegistry()) {
      other.misbehave(
          exchange -> FakeRegistry.status(exchange, 401, "WWW-Authenticate", "Basic realm=\"x\""));
      registry.misbehave(exchange ->
          isFor(exchange, "/manifests/")
              && FakeRegistry.status(
                  exchange, 307, "Location", "http://" + other.host() + exchange.getRequestURI()));
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> pull(registry.host(), "alice:secret"));
      assertThat(other.authorizations).isNotEmpty().containsOnly("");
      assertThat(registry.authorizations).containsOnly("");
    }
  }

  @Test
  void proxyIsShownItsPasswordAndNobodyElseIs() throws IOException {
    List<String> shown = new CopyOnWriteArrayList<>();
    try (FakeRegistry proxy = new FakeRegistry()) {
      proxy.image("app", "1", BIG);
      proxy.misbehave(exchange -> {
        String given = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
        shown.add(String.valueOf(given));
        return !"Basic YWxpY2U6c2VjcmV0".equals(given)
            && FakeRegistry.status(exchange, 407, "Proxy-Authenticate", "Basic realm=\"p\"");
      });
      environ.add("HTTP_PROXY=http://alice:secret@" + proxy.host());
      pull("reg.example", null);
      assertThat(shown).contains("null", "Basic YWxpY2U6c2VjcmV0");
      assertThat(proxy.authorizations).containsOnly("");

      environ.removeLast();
      environ.add("HTTP_PROXY=http://alice:wrong@" + proxy.host());
      assertThatIOException()
          .isThrownBy(() -> pull("reg.example", null))
          .withMessageNotContaining("wrong");
    }
  }
}
