package dev.kapok.image.registry;

import static dev.kapok.image.copy.ArchiveFixture.bytes;
import static dev.kapok.image.copy.ArchiveFixture.config;
import static dev.kapok.image.copy.ArchiveFixture.descriptor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A registry on a loopback port, in this process, which can misbehave as a test wants it. */
public final class FakeRegistry implements AutoCloseable {
  /** Answers a request, or returns false to have it answered as usual. */
  public interface Quirk {
    boolean answer(HttpExchange exchange) throws IOException;
  }

  /** "METHOD PATH" of each request, in their order. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** The header Authorization of each request, "" where it had none. */
  public final List<String> authorizations = new CopyOnWriteArrayList<>();

  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final Map<String, byte[]> everywhere = new ConcurrentHashMap<>();
  private final AtomicInteger counter = new AtomicInteger();

  /** The media type that each pushed manifest was sent with, by its digest. */
  public final Map<String, String> types = new ConcurrentHashMap<>();

  /** Whether blobs are mounted from other repositories. */
  public volatile boolean mounts = true;

  /** Whether the address of an upload names the host. */
  public volatile boolean absolute;

  private volatile Quirk quirk = _ -> false;

  public FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns registries of a configuration; this server does not speak TLS, and is slow to say. */
  public static Registries registries(
      RegistriesConf conf, UserFiles user, RegistryOptions options) {
    return new Registries(TestKernel.get(), conf, user, options, Duration.ofMillis(100));
  }

  /** Returns host and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sets what goes before the usual answers. */
  public void misbehave(Quirk newQuirk) {
    quirk = newQuirk;
  }

  /** Adds an image of layers to a repository; returns the manifest's digest. */
  public Digest image(String repository, String tag, byte[]... layers) {
    byte[] config = blob(config(layers));
    StringBuilder list = new StringBuilder();
    for (byte[] layer : layers) {
      byte[] stored = blob(layer);
      list.append(list.isEmpty() ? "" : ",").append(describe(MediaTypes.OCI_LAYER, stored));
    }
    return manifest(
        repository,
        tag,
        "{\"schemaVersion\":2,\"config\":"
            + describe(MediaTypes.OCI_CONFIG, config)
            + ",\"layers\":["
            + list
            + "]}");
  }

  /** Adds a document to a repository; returns its digest. */
  public Digest manifest(String repository, String tag, String document) {
    Digest digest = Hashes.sha256(bytes(document));
    manifests.put(repository + "/manifests/" + tag, bytes(document));
    manifests.put(repository + "/manifests/" + digest, bytes(document));
    return digest;
  }

  private static String describe(String type, byte[] blob) {
    return descriptor(type, Hashes.sha256(blob), blob.length, "");
  }

  private byte[] blob(byte[] content) {
    blobs.put(Hashes.sha256(content).toString(), content);
    return content;
  }

  /** Returns how many requests were for paths with a part. */
  public long count(String part) {
    return requests.stream().filter(request -> request.contains(part)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = path(exchange);
      requests.add(exchange.getRequestMethod() + " " + path);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      if (!quirk.answer(exchange)) {
        answer(exchange, path);
      }
    }
  }

  /** A proxy is told the host, too. */
  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().toString().replaceFirst("^http://[^/]*", "");
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "HEAD" -> {
        byte[] content = content(path);
        if (content == null) {
          status(exchange, 404);
        } else {
          exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
          status(exchange, 200);
        }
      }
      case "POST" -> begin(exchange, path);
      case "PATCH" -> {
        byte[] part = exchange.getRequestBody().readAllBytes();
        uploads.merge(exchange.getRequestURI().getPath(), part, FakeRegistry::joined);
        status(exchange, 202, "Location", path.replace("?state=1", "?state=2"));
      }
      case "PUT" -> put(exchange, path);
      case "DELETE" -> status(exchange, 204);
      default -> send(exchange, path.equals("/v2/") ? bytes("{}") : content(path), 0);
    }
  }

  private void begin(HttpExchange exchange, String path) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (query != null && mounts) {
      Matcher mount = Pattern.compile("mount=(.*)&from=(.*)").matcher(query);
      if (mount.matches() && everywhere.containsKey(mount.group(2) + "@" + mount.group(1))) {
        String blob = "/blobs/" + mount.group(1);
        blobs.put(mount.group(1), everywhere.get(mount.group(2) + "@" + mount.group(1)));
        status(exchange, 201, "Location", path.substring(0, path.indexOf("/blobs/")) + blob);
        return;
      }
    }
    String upload = path.replaceFirst("\\?.*", "") + "u" + counter.incrementAndGet() + "?state=1";
    status(exchange, 202, "Location", absolute ? "http://" + host() + upload : upload);
  }

  private void put(HttpExchange exchange, String path) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.contains("/manifests/")) {
      String repository = path.substring("/v2/".length(), path.indexOf("/manifests/"));
      String tag = path.substring(path.lastIndexOf('/') + 1);
      Digest digest = manifest(repository, tag, new String(body, StandardCharsets.UTF_8));
      types.put(digest.toString(), exchange.getRequestHeaders().getFirst("Content-Type"));
      status(exchange, 201, "Docker-Content-Digest", digest.toString());
      return;
    }
    byte[] before = uploads.remove(exchange.getRequestURI().getPath());
    byte[] content = before == null ? body : joined(before, body);
    String wanted = exchange.getRequestURI().getQuery().replaceFirst(".*digest=", "");
    if (!Hashes.sha256(content).toString().equals(wanted)) {
      status(exchange, 400);
      return;
    }
    blob(content);
    status(exchange, 201, "Location", "/v2/x/blobs/" + wanted);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** Keeps a blob in another repository only, where it can be mounted from. */
  public void hide(String repository, byte[] content) {
    String digest = Hashes.sha256(content).toString();
    blobs.remove(digest);
    everywhere.put(repository + "@" + digest, content);
  }

  /** Returns a blob that was pushed; fails where there is none. */
  public byte[] blobOf(Digest digest) {
    return Objects.requireNonNull(blobs.get(digest.toString()));
  }

  /** Returns a manifest's document. */
  public String document(String repository, String reference) {
    byte[] bytes = Objects.requireNonNull(manifests.get(repository + "/manifests/" + reference));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte @Nullable [] content(String path) {
    int blob = path.indexOf("/blobs/");
    return blob < 0
        ? manifests.get(path.substring(Math.min(path.length(), "/v2/".length())))
        : blobs.get(path.substring(blob + "/blobs/".length()));
  }

  /** Returns what a request is for. */
  public byte[] contentOf(HttpExchange exchange) {
    byte[] content = content(path(exchange));
    if (content == null) {
      throw new IllegalArgumentException("nothing is at " + exchange.getRequestURI());
    }
    return content;
  }

  /** Sends a body from a byte on, or 404. */
  public static void send(HttpExchange exchange, byte @Nullable [] body, int from)
      throws IOException {
    if (body == null) {
      byte[] error =
          bytes("{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"not\\u001b here\"}]}");
      exchange.sendResponseHeaders(404, error.length);
      exchange.getResponseBody().write(error);
      return;
    }
    if (from > 0) {
      String range = "bytes " + from + "-" + (body.length - 1) + "/" + body.length;
      exchange.getResponseHeaders().add("Content-Range", range);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body, from, body.length - from);
    }
  }

  /** Sends a status without body. */
  public static boolean status(HttpExchange exchange, int status, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, -1);
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
