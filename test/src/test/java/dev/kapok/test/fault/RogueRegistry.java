package dev.kapok.test.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kapok.test.harness.HandImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A registry with one image, x:latest, on a loopback port, that answers as it should until a test
 * replaces one of its answers. It speaks HTTPS, with a certificate that nobody trusts: an insecure
 * registry is asked for HTTPS first.
 */
final class RogueRegistry implements AutoCloseable {
  static final String OK_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final int CHUNK = 1 << 16;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final byte[] layer;
  private String config;

  /** Starts one whose image has a layer with one file. */
  RogueRegistry() {
    this(tar -> tar.file("hello", "world\n"));
  }

  /** Starts one whose image has a layer with these entries. */
  RogueRegistry(HandImage.Entries entries) {
    try {
      Path file = Files.createTempFile("rogue", ".tar.gz");
      String diffId = HandImage.layer(file, entries);
      layer = HandImage.bytes(file);
      config = HandImage.config(diffId);
      Files.delete(file);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(LoopbackTls.CONTEXT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serveImage(config, layer.length);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the lines "METHOD PATH, and the range that is asked for" of all requests. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Serves an image with another configuration, or with a layer of another declared length. */
  RogueRegistry serveImage(String newConfig, long layerLength) {
    config = newConfig;
    answers.put("/v2/", text(200, "{}"));
    answers.put("/v2/x/manifests/latest", text(200, manifest(config.length(), layerLength)));
    answers.put(configPath(), text(200, config));
    answers.put(layerPath(), bytes(200, layer));
    return this;
  }

  String manifest(long configLength, long layerLength) {
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + OK_TYPE
        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
        + "\"digest\":\"sha256:"
        + HandImage.sha256(config)
        + "\",\"size\":"
        + configLength
        + "},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\","
        + "\"digest\":\"sha256:"
        + HandImage.sha256(layer)
        + "\",\"size\":"
        + layerLength
        + "}]}";
  }

  byte[] layer() {
    return layer.clone();
  }

  String config() {
    return config;
  }

  String layerPath() {
    return "/v2/x/blobs/sha256:" + HandImage.sha256(layer);
  }

  String configPath() {
    return "/v2/x/blobs/sha256:" + HandImage.sha256(config);
  }

  String manifestPath() {
    return "/v2/x/manifests/latest";
  }

  /** Replaces an answer. */
  RogueRegistry answering(String path, HttpHandler answer) {
    answers.put(path, answer);
    return this;
  }

  /** Returns how many requests came in. */
  long requests() {
    return requests.get();
  }

  /** Returns how many bytes {@link #endless} sent. */
  long sent() {
    return sent.get();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String reference() {
    return host() + "/x:latest";
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String range = exchange.getRequestHeaders().getFirst("Range");
    lines.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (range == null ? "" : " " + range));
    HttpHandler answer = answers.get(exchange.getRequestURI().getPath());
    try (exchange) {
      (answer == null ? text(404, "") : answer).handle(exchange);
    }
  }

  static HttpHandler text(int status, String text) {
    return bytes(status, text.getBytes(StandardCharsets.UTF_8));
  }

  static HttpHandler bytes(int status, byte[] bytes) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", OK_TYPE);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static HttpHandler redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(307, -1);
    };
  }

  /** Sends the same text again and again, for as long as somebody listens. */
  HttpHandler endless(String start, String text) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = text.repeat(CHUNK / text.length()).getBytes(StandardCharsets.UTF_8);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(start.getBytes(StandardCharsets.UTF_8));
        while (!Thread.currentThread().isInterrupted()) {
          out.write(chunk);
          sent.addAndGet(chunk.length);
        }
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
