package dev.kapok.test.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Hands tokens out for docker-registry, to {@link LocalRegistry#CREDENTIALS} and, for images whose
 * name begins with "public", to anybody.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/jwt/">the token's form</a>
 */
final class TokenServer implements AutoCloseable {
  static final String ISSUER = "kapok-test-issuer";
  static final String SERVICE = "kapok-test-registry";

  private static final Base64.Encoder URL64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final PrivateKey key;
  private final String certificate;
  private final List<String> scopes = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts one.
   *
   * @param keyFile an RSA key, PKCS #8 in DER
   * @param certificateFile its certificate, in DER
   */
  TokenServer(Path keyFile, Path certificateFile) {
    try {
      byte[] bytes = java.nio.file.Files.readAllBytes(keyFile);
      key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
      certificate =
          Base64.getEncoder().encodeToString(java.nio.file.Files.readAllBytes(certificateFile));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/token", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String realm() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** Returns the scopes that were asked for. */
  List<String> scopes() {
    return List.copyOf(scopes);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String scope = parameter(exchange, "scope");
    scopes.add(scope);
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(LocalRegistry.CREDENTIALS.getBytes(StandardCharsets.UTF_8));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = basic.equals(given);
    boolean anybody = given == null && scope.startsWith("repository:public");
    byte[] body =
        (known || anybody ? "{\"token\":\"" + token(scope) + "\",\"expires_in\":60}" : "{}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known || anybody ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private String token(String scope) {
    String[] parts = scope.split(":", 3);
    long now = Instant.now().getEpochSecond();
    StringBuilder actions = new StringBuilder();
    for (String action : parts.length == 3 ? parts[2].split(",") : new String[0]) {
      actions.append(actions.isEmpty() ? "" : ",").append('"').append(action).append('"');
    }
    String access =
        parts.length == 3
            ? "{\"type\":\""
                + parts[0]
                + "\",\"name\":\""
                + parts[1]
                + "\",\"actions\":["
                + actions
                + "]}"
            : "";
    String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + certificate + "\"]}";
    String claims =
        "{\"iss\":\""
            + ISSUER
            + "\",\"aud\":\""
            + SERVICE
            + "\",\"sub\":\"\",\"jti\":\"1\",\"nbf\":"
            + (now - 10)
            + ",\"iat\":"
            + (now - 10)
            + ",\"exp\":"
            + (now + 600)
            + ",\"access\":["
            + access
            + "]}";
    String signed = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + URL64.encodeToString(signature.sign());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return URL64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
