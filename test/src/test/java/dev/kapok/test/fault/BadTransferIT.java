package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kapok.test.harness.HandImage;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Registries that break off, put off, send elsewhere, and call things by wrong names. */
class BadTransferIT extends RogueRegistryTest {
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

  private void answeringManifest(String manifest) {
    registry.answering(registry.manifestPath(), RogueRegistry.text(200, manifest));
  }

  private String goodManifest() {
    return registry.manifest(registry.config().length(), registry.layer().length);
  }

  private void breakAfterHalf(HttpExchange exchange) throws IOException {
    byte[] layer = registry.layer();
    exchange.sendResponseHeaders(200, layer.length);
    exchange.getResponseBody().write(layer, 0, layer.length / 2);
  }

  private void sendRange(HttpExchange exchange, String range) throws IOException {
    byte[] layer = registry.layer();
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (layer.length - 1) + "/" + layer.length);
    exchange.sendResponseHeaders(206, layer.length - from);
    exchange.getResponseBody().write(layer, from, layer.length - from);
  }

  @Test
  void onlyTheRestOfABrokenLayerIsAskedFor() {
    registry.answering(
        registry.layerPath(),
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          if (range == null) {
            breakAfterHalf(exchange);
          } else {
            sendRange(exchange, range);
          }
        });
    pull(registry.reference()).ok();
    String first = "GET " + registry.layerPath();
    assertThat(registry.lines().stream().filter(line -> line.startsWith(first)))
        .containsExactly(first, first + " bytes=" + registry.layer().length / 2 + "-");
    kapok.run("rmi", registry.reference()).ok();
  }

  @Test
  void layerIsReadFromTheStartWhereRangesAreRefused() {
    AtomicInteger calls = new AtomicInteger();
    registry.answering(
        registry.layerPath(),
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            exchange.sendResponseHeaders(416, -1);
          } else if (calls.incrementAndGet() == 1) {
            breakAfterHalf(exchange);
          } else {
            RogueRegistry.bytes(200, registry.layer()).handle(exchange);
          }
        });
    pull(registry.reference()).ok();
    assertThat(calls).hasValue(2);
    kapok.run("rmi", registry.reference()).ok();
  }

  @Test
  void busyRegistryIsAskedAsOftenAsTheUserWants() {
    AtomicInteger calls = new AtomicInteger();
    HttpHandler good = RogueRegistry.text(200, goodManifest());
    registry.answering(
        registry.manifestPath(),
        exchange -> {
          if (calls.incrementAndGet() % 3 == 0) {
            good.handle(exchange);
            return;
          }
          boolean isDate = calls.get() % 3 == 1;
          String date = "Thu, 02 Jan 2020 03:04:05 GMT";
          exchange.getResponseHeaders().set("Retry-After", isDate ? date : "0");
          exchange.sendResponseHeaders(isDate ? 429 : 503, -1);
        });
    String plain = "--tls-verify=false";
    kapok
        .run("pull", "-q", plain, "--retry=0", registry.reference())
        .exits(125)
        .complains("answers 429");
    assertThat(calls).hasValue(1);
    calls.set(0);
    kapok.run("pull", "-q", plain, "--retry=2", registry.reference()).ok();
    assertThat(calls).hasValue(3);
    kapok.run("rmi", registry.reference()).ok();
  }

  @Test
  void listsThatLeadToThemselvesAreGivenUp() {
    String self =
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"digest\":\"sha256:%s\",\"size\":9,"
            + "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
    String zeros = "0".repeat(64);
    String list = self.formatted(zeros);
    answeringManifest(list);
    registry.answering("/v2/x/manifests/sha256:" + zeros, RogueRegistry.text(200, list));
    isRefused("digest");

    // A list cannot name itself by its true digest, but it can lie ever deeper.
    String inner = goodManifest();
    for (int depth = 0; depth < 9; depth++) {
      String digest = HandImage.sha256(inner);
      registry.answering("/v2/x/manifests/sha256:" + digest, RogueRegistry.text(200, inner));
      inner = self.formatted(digest);
    }
    answeringManifest(inner);
    isRefused("too deep");
  }

  @Test
  void documentsOfWrongTypesAreRefused() {
    answeringManifest(goodManifest().replace(RogueRegistry.OK_TYPE, "text/html"));
    isRefused("claims the media type");
    answeringManifest(goodManifest().replace("image.manifest.v1", "image.index.v1"));
    isRefused("claims the media type");
    answeringManifest(goodManifest().replace("image.config.v1", "artifact.config.v1"));
    isRefused("is no image");
    answeringManifest(
        goodManifest().replace("image.layer.v1.tar+gzip", "image.layer.v1.tar+encrypted"));
    isRefused("cannot be unpacked");
    answeringManifest(goodManifest().replace(LAYER_TYPE, "text/plain"));
    isRefused("cannot be unpacked");
  }

  @Test
  void addressesOfForeignLayersAreNotFollowed() throws IOException {
    try (RogueRegistry elsewhere = new RogueRegistry()) {
      String foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"urls\":[\"";
      String url = "https://" + elsewhere.host() + elsewhere.layerPath() + "\"],\"x\":\"";
      answeringManifest(goodManifest().replace(LAYER_TYPE, foreign + url));
      pull(registry.reference()).ok();
      kapok.run("rmi", registry.reference()).ok();
      registry.answering(registry.layerPath(), RogueRegistry.text(404, "{}"));
      isRefused("foreign");
      assertThat(elsewhere.requests()).isZero();
    }
  }

  @Test
  void controlCharactersInDocumentsDoNotReachTheTerminal() {
    answeringManifest(goodManifest().replace(LAYER_TYPE, "\\u001b[2J\\u009b2J"));
    isRefused("cannot be unpacked");
    assertThat(pull(registry.reference()).exits(125).stderr())
        .doesNotContain("\u001b")
        .doesNotContain("\u009b");
  }

  /** Returns the option for a folder with the registry's certificate, so that it is trusted. */
  private String trusting() throws IOException {
    Path folder = Files.createDirectory(kapok.folder().resolve("certs"));
    Files.writeString(folder.resolve("ca.crt"), LoopbackTls.certificate());
    Shell.run("chmod", "755", folder.toString()).ok();
    return "--cert-dir=" + folder;
  }

  @Test
  void nothingIsSentWithoutEncryptionWhereARegistrySaysSo() throws IOException {
    String trusting = trusting();
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext(
        "/",
        exchange -> {
          heard.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    plain.start();
    try {
      String there = "http://127.0.0.1:" + plain.getAddress().getPort() + "/there";
      kapok.run("pull", "-q", trusting, registry.reference()).ok();
      kapok.run("rmi", registry.reference()).ok();
      registry.answering(registry.layerPath(), RogueRegistry.redirect(there));
      kapok
          .run("pull", "-q", trusting, registry.reference())
          .exits(125)
          .complains("without encryption");
      registry.answering(
          "/v2/y/blobs/uploads/",
          exchange -> {
            exchange.getResponseHeaders().set("Location", there);
            exchange.sendResponseHeaders(202, -1);
          });
      kapok
          .run("push", "-q", trusting, "--creds=alice:secret", BB, registry.host() + "/y:1")
          .exits(125)
          .complains("without encryption");
      assertThat(heard).isEmpty();
    } finally {
      plain.stop(0);
    }
  }
}
