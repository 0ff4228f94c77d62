package dev.kapok.test.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A docker-registry of the distribution on a loopback port, with or without TLS and passwords. */
public final class LocalRegistry implements AutoCloseable {
  /** What {@link #withPassword} accepts. */
  public static final String CREDENTIALS = "alice:secret";

  private final Path folder;
  private final int port;
  private final boolean tls;
  private final boolean password;
  private final @Nullable TokenServer tokens;
  private final Process process;

  private LocalRegistry(boolean tls, boolean password, boolean bearer) {
    try {
      this.tls = tls;
      this.password = password || bearer;
      folder = Files.createTempDirectory(Path.of("/tmp"), "kit-registry");
      Shell.run("chmod", "755", folder.toString()).ok();
      port = freePort();
      tokens = bearer ? makeTokens() : null;
      process = Shell.start(List.of("docker-registry", "serve", writeConfig().toString()));
      awaitPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that speaks plain HTTP to anybody. */
  public static LocalRegistry plain() {
    return new LocalRegistry(false, false, false);
  }

  /** Starts one that speaks HTTPS with a certificate that nobody trusts yet. */
  public static LocalRegistry withTls() {
    return new LocalRegistry(true, false, false);
  }

  /** Starts one that speaks plain HTTP and asks for {@link #CREDENTIALS}. */
  public static LocalRegistry withPassword() {
    return new LocalRegistry(false, true, false);
  }

  /**
   * Starts one that speaks plain HTTP and wants tokens: those of {@link #CREDENTIALS}, or anybody's
   * for images whose name begins with "public".
   */
  public static LocalRegistry withTokens() {
    return new LocalRegistry(false, false, true);
  }

  /** Returns the scopes for which tokens were asked. */
  public List<String> scopes() {
    return tokens == null ? List.of() : tokens.scopes();
  }

  /** Returns the host and port that references to its images start with. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Returns a folder with ca.crt, as {@code --cert-dir} wants it. */
  public Path certificates() {
    return folder.resolve("certs");
  }

  /** Copies a docker-archive into the registry with skopeo; returns the image's reference. */
  public String push(Path archive, String name, String... options) {
    List<String> words =
        new ArrayList<>(List.of("skopeo", "copy", "-q", "--dest-tls-verify=false"));
    if (password) {
      words.add("--dest-creds=" + CREDENTIALS);
    }
    words.addAll(List.of(options));
    words.add("docker-archive:" + archive);
    words.add("docker://" + host() + "/" + name);
    Shell.run(words, "").ok();
    return host() + "/" + name;
  }

  /** Returns where it keeps its files. */
  public Path data() {
    return folder.resolve("data");
  }

  private Path writeConfig() throws IOException {
    StringBuilder text = new StringBuilder(400);
    text.append("version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: ").append(data());
    text.append("\nhttp:\n  addr: 127.0.0.1:").append(port).append('\n');
    if (tls) {
      makeCertificate();
      text.append("  tls:\n    certificate: ").append(folder.resolve("certs/ca.crt"));
      text.append("\n    key: ").append(folder.resolve("key.pem")).append('\n');
    }
    if (tokens != null) {
      text.append("auth:\n  token:\n    realm: ").append(tokens.realm());
      text.append("\n    service: ").append(TokenServer.SERVICE);
      text.append("\n    issuer: ").append(TokenServer.ISSUER);
      text.append("\n    rootcertbundle: ").append(folder.resolve("certs/ca.crt")).append('\n');
    } else if (password) {
      Path file = folder.resolve("htpasswd");
      Shell.run("htpasswd", "-Bbc", file.toString(), "alice", "secret").ok();
      text.append("auth:\n  htpasswd:\n    realm: test\n    path: ").append(file).append('\n');
    }
    return Files.writeString(folder.resolve("config.yml"), text);
  }

  private TokenServer makeTokens() throws IOException {
    makeCertificate();
    Path key = folder.resolve("key.der");
    Path certificate = folder.resolve("ca.der");
    String[] pem = {folder.resolve("key.pem").toString(), certificates() + "/ca.crt"};
    Shell.run(
            List.of(
                "openssl",
                "pkcs8",
                "-topk8",
                "-nocrypt",
                "-in",
                pem[0],
                "-outform",
                "DER",
                "-out",
                key.toString()),
            "")
        .ok();
    Shell.run("openssl", "x509", "-in", pem[1], "-outform", "DER", "-out", certificate.toString())
        .ok();
    return new TokenServer(key, certificate);
  }

  private void makeCertificate() throws IOException {
    Files.createDirectory(folder.resolve("certs"));
    Shell.run(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                folder.resolve("certs/ca.crt").toString()),
            "")
        .ok();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        Pause.millis(50);
      }
    }
    throw new IllegalStateException("docker-registry does not listen on port " + port);
  }

  @Override
  public void close() {
    process.destroy();
    if (tokens != null) {
      tokens.close();
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Shell.run("rm", "-rf", folder.toString());
  }
}
