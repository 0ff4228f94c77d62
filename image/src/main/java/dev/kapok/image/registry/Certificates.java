package dev.kapok.image.registry;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates a registry may have: those the host trusts, and those in its folder of certs.d
 * (containers-certs.d(5)): {@code *.crt} are authorities, {@code *.cert} with {@code *.key} are
 * shown to the registry.
 */
final class Certificates {
  /** Where distributions keep what their administrator trusts, as one file. */
  private static final List<String> HOST_FILES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private static final char[] NO_PASSWORD = new char[0];

  private final UserFiles user;
  private final RegistryOptions options;

  Certificates(UserFiles user, RegistryOptions options) {
    this.user = user;
    this.options = options;
  }

  /** Makes a client speak TLS as a place wants it. */
  void apply(OkHttpClient.Builder client, Place place) throws IOException {
    List<Path> files = files(place.host());
    if (!place.insecure()) {
      X509TrustManager trust = attempt(place, () -> trust(files));
      client.sslSocketFactory(sockets(place, files, trust), trust);
      return;
    }
    // It may not speak TLS at all, whose machinery takes longer to start than a small pull.
    TrustAll trust = new TrustAll();
    client.sslSocketFactory(new LateSockets(() -> sockets(place, files, trust)), trust);
    client.hostnameVerifier((_, _) -> true);
  }

  private static SSLSocketFactory sockets(Place place, List<Path> files, X509TrustManager trust)
      throws IOException {
    return attempt(
        place,
        () -> {
          SSLContext context = SSLContext.getInstance("TLS");
          context.init(keys(files), new X509TrustManager[] {trust}, null);
          return context.getSocketFactory();
        });
  }

  private interface Attempt<T> {
    T make() throws IOException, GeneralSecurityException;
  }

  private static <T> T attempt(Place place, Attempt<T> attempt) throws IOException {
    try {
      return attempt.make();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "reading the certificates for " + place.host() + ": " + e.getMessage(), e);
    }
  }

  private List<Path> files(String host) throws IOException {
    // The first folder counts alone: what a user has replaces what the host has.
    for (Path folder : folders(host)) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          return entries.sorted().toList();
        }
      }
    }
    return List.of();
  }

  private List<Path> folders(String host) throws IOException {
    String named = options.certDir();
    if (named != null) {
      if (!Files.isDirectory(Path.of(named))) {
        throw new IOException("--cert-dir " + named + ": there is no such folder");
      }
      return List.of(Path.of(named));
    }
    return List.of(
        Path.of(user.configHome(), "containers/certs.d", host),
        Path.of("/etc/containers/certs.d", host),
        Path.of("/etc/docker/certs.d", host));
  }

  private X509TrustManager trust(List<Path> files) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    Path host = hostFile();
    if (host == null) {
      for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
        add(store, certificate);
      }
    } else {
      addAll(store, host);
    }
    for (Path file : files) {
      if (file.toString().endsWith(".crt")) {
        addAll(store, file);
      }
    }
    return trustManager(store);
  }

  private @Nullable Path hostFile() {
    String set = user.env("SSL_CERT_FILE");
    if (set != null) {
      return Path.of(set);
    }
    for (String file : HOST_FILES) {
      if (Files.isReadable(Path.of(file))) {
        return Path.of(file);
      }
    }
    return null;
  }

  private static void addAll(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    for (Certificate certificate : Pem.certificates(file)) {
      add(store, certificate);
    }
  }

  private static void add(KeyStore store, Certificate certificate) throws GeneralSecurityException {
    store.setCertificateEntry(Integer.toString(store.size()), certificate);
  }

  private static javax.net.ssl.KeyManager @Nullable [] keys(List<Path> files)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (Path file : files) {
      String name = file.toString();
      if (name.endsWith(".cert")) {
        Path key = Path.of(name.substring(0, name.length() - ".cert".length()) + ".key");
        if (!Files.exists(key)) {
          throw new IOException("the certificate " + file + " has no key " + key + " beside it");
        }
        Certificate[] chain = Pem.certificates(file).toArray(new Certificate[0]);
        store.setKeyEntry(name, Pem.key(key, file, chain), NO_PASSWORD, chain);
      }
    }
    if (store.size() == 0) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  /** For registries that the user calls insecure. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
