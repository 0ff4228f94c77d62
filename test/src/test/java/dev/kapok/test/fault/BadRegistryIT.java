package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.StoreState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Registries that send what they should not: an error in words, and nothing of it in the store. */
class BadRegistryIT extends RogueRegistryTest {
  private static final int HUNDRED_MIB = 100 << 20;
  private static final String JSON_START = "{\"schemaVersion\":2,\"annotations\":{\"a\":\"";

  @Test
  void itsGoodImageCanBePulled() {
    pull(registry.reference()).ok();
    assertThat(StoreState.layers(kapok)).hasSize(2);
    kapok.run("rmi", registry.reference()).ok();
    assertThat(StoreState.layers(kapok)).hasSize(1);
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }

  @Test
  void layerWithAnotherDigestIsRefused() {
    byte[] changed = registry.layer();
    // The time in the header of gzip: all that comes out of it stays the same.
    changed[4] ^= 1;
    registry.answering(registry.layerPath(), RogueRegistry.bytes(200, changed));
    isRefused("digest");
  }

  @Test
  void configurationAndManifestWithAnotherDigestAreRefused() {
    String changed = registry.config().replace("amd64", "AMD64");
    registry.answering(registry.configPath(), RogueRegistry.text(200, changed));
    isRefused("digest");
    String digest = "sha256:" + "0".repeat(64);
    String manifest = registry.manifest(registry.config().length(), registry.layer().length);
    registry.answering("/v2/x/manifests/" + digest, RogueRegistry.text(200, manifest));
    pull(registry.host() + "/x@" + digest).exits(125).complains("digest").complains(digest);
  }

  @Test
  void layerThatIsLongerOrShorterThanDeclaredIsRefused() {
    registry.serveImage(registry.config(), registry.layer().length - 10L);
    isRefused("longer than the declared");
    registry.serveImage(registry.config(), registry.layer().length + 10L);
    isRefused(" of " + (registry.layer().length + 10));
  }

  @Test
  void connectionThatBreaksInTheLayerEachTimeIsGivenUp() {
    registry.answering(
        registry.layerPath(),
        exchange -> {
          exchange.sendResponseHeaders(200, registry.layer().length);
          exchange.getResponseBody().write(registry.layer(), 0, registry.layer().length / 2);
        });
    isRefused("layer sha256:");
  }

  @Test
  void endlessLayerIsCutOffAtItsDeclaredLength() {
    registry.answering(registry.layerPath(), registry.endless("", "\0"));
    isRefused("layer sha256:");
    registry.answering(
        registry.layerPath(),
        registry.endless(new String(registry.layer(), StandardCharsets.ISO_8859_1), "\0"));
    isRefused("layer sha256:");
  }

  @Test
  void layerThatCannotFitIsRefusedBeforeItComes() {
    registry.serveImage(registry.config(), Long.MAX_VALUE / 4);
    registry.answering(registry.layerPath(), registry.endless("", "\0"));
    isRefused("no space");
    assertThat(registry.sent()).isLessThan(10 * MIB);
  }

  @Test
  void hugeConfigurationIsRefused() {
    String manifest = registry.manifest(HUNDRED_MIB, registry.layer().length);
    registry.answering(registry.manifestPath(), RogueRegistry.text(200, manifest));
    registry.answering(registry.configPath(), registry.endless("{\"a\":\"", "a"));
    isRefused("configuration");
    assertThat(registry.sent()).isLessThan(30 * MIB);
    registry.serveImage(registry.config(), registry.layer().length);
    registry.answering(registry.configPath(), registry.endless("{\"a\":\"", "a"));
    isRefused("configuration");
    assertThat(registry.sent()).isLessThan(60 * MIB);
  }

  @Test
  void hugeManifestIsRefused() {
    registry.answering(registry.manifestPath(), registry.endless(JSON_START, "a"));
    isRefused("manifest");
    assertThat(registry.sent()).isLessThan(60 * MIB);
  }

  @Test
  void registryThatAsksForALoginForEverIsGivenUp() {
    String realm = "Bearer realm=\"https://" + registry.host() + "/token\",service=\"s\"";
    HttpHandler challenge =
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", realm);
          exchange.sendResponseHeaders(401, -1);
        };
    registry.answering(registry.manifestPath(), challenge);
    registry.answering("/token", RogueRegistry.text(200, "{\"token\":\"t\"}"));
    isRefused("unauthorized");
    registry.answering("/token", challenge);
    isRefused("401");
    assertThat(registry.requests()).isLessThan(30);
  }

  @Test
  void redirectionsInACircleAreGivenUp() {
    String there = "https://" + registry.host() + "/there";
    String back = "https://" + registry.host() + "/back";
    registry.answering(registry.layerPath(), RogueRegistry.redirect(there));
    registry.answering("/there", RogueRegistry.redirect(back));
    registry.answering("/back", RogueRegistry.redirect(there));
    isRefused("redirect");
    assertThat(registry.requests()).isLessThan(120);
  }

  @Test
  void certificateThatNobodyTrustsIsRefused() {
    long before = bytesInStore();
    kapok
        .run("pull", "-q", registry.reference())
        .exits(125)
        .complains(registry.host() + "/x")
        .complains("certificate")
        .complains("--cert-dir");
    assertThat(registry.requests()).isZero();
    storeIsAsItWas(before);
  }

  @Test
  void closedPortIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    long before = bytesInStore();
    pull("127.0.0.1:" + port + "/x").exits(125).complains("127.0.0.1:" + port).complains("onnect");
    storeIsAsItWas(before);
  }

  @Test
  void serverThatSpeaksNoHttpIsNamed() throws Exception {
    long before = bytesInStore();
    Thread thread;
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      thread = new Thread(() -> mumble(socket));
      thread.start();
      String host = "127.0.0.1:" + socket.getLocalPort();
      pull(host + "/x").exits(125).complains(host + "/x");
    }
    thread.join();
    storeIsAsItWas(before);
  }

  private static void mumble(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          OutputStream out = client.getOutputStream()) {
        out.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The test is over, or the client has heard enough.
      }
    }
  }

  /** What is in a document is read the same way whoever does: once is enough for all of them. */
  private List<String> some(String... documents) {
    return Arrays.asList(documents).subList(0, identity == Identity.ROOT ? documents.length : 2);
  }

  @Test
  void manifestsThatCannotBeReadAreRefused() {
    for (String manifest :
        some(
            "",
            "<html>busy</html>",
            "[]",
            "null",
            "{\"schemaVersion\":1,\"fsLayers\":[]}",
            "{\"schemaVersion\":2}",
            "{\"schemaVersion\":2,\"config\":{},\"layers\":[{}]}",
            "{\"schemaVersion\":2,\"config\":[],\"layers\":{}}",
            registry.manifest(-1, 5),
            "[".repeat(100_000))) {
      registry.answering(registry.manifestPath(), RogueRegistry.text(200, manifest));
      isRefused("manifest");
    }
  }

  @Test
  void configurationsThatCannotBeReadAreRefused() {
    for (String config :
        some(
            "<html>busy</html>",
            "[]",
            "{\"rootfs\":5}",
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}",
            "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"../../x\"]}}",
            "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[7]},\"config\":\"x\"}",
            "[".repeat(100_000))) {
      registry.serveImage(config, registry.layer().length);
      isRefused("configuration");
    }
  }

  @Test
  void connectionThatBreaksOnceIsTakenUpAgain() {
    AtomicInteger calls = new AtomicInteger();
    registry.answering(
        registry.layerPath(),
        exchange -> {
          byte[] layer = registry.layer();
          exchange.sendResponseHeaders(200, layer.length);
          boolean broken = calls.incrementAndGet() == 1;
          exchange.getResponseBody().write(layer, 0, broken ? 20 : layer.length);
        });
    pull(registry.reference()).ok();
    assertThat(calls).hasValue(2);
    kapok.run("rmi", registry.reference()).ok();
  }

  @Test
  void layerThatIsNoTarIsRefused() {
    registry.serveImage(
        registry.config().replace("diff_ids\":[\"sha256:", "diff_ids\":[\"sha256:"), 5);
    registry.answering(registry.layerPath(), RogueRegistry.text(200, "hello"));
    isRefused("layer sha256:");
  }

  @Test
  void refusalIsToldWithoutMovingTheCursor() {
    registry.answering(
        registry.manifestPath(),
        RogueRegistry.text(
            403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\\u001b[2Jno\"}]}"));
    isRefused("403");
    assertThat(pull(registry.reference()).exits(125).stderr()).doesNotContain("\u001b");
  }
}
