package dev.kapok.test.fault;

import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key for servers on loopback, made once by the JDK's keytool, that nobody trusts. */
final class LoopbackTls {
  private static final String PASSWORD = "loopback";
  private static String certificate = "";
  static final SSLContext CONTEXT = make();

  private LoopbackTls() {}

  /** Returns the certificate in text form, for those who shall trust it. */
  static String certificate() {
    return certificate;
  }

  private static SSLContext make() {
    try {
      Path folder = Files.createTempDirectory("loopback-tls");
      Path store = folder.resolve("key.p12");
      Shell.run(
              List.of(
                  System.getProperty("java.home") + "/bin/keytool",
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-ext",
                  "SAN=IP:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD),
              "")
          .ok();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      byte[] der = keys.getCertificate("server").getEncoded();
      certificate =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(der)
              + "\n-----END CERTIFICATE-----\n";
      Shell.run("rm", "-r", folder.toString()).ok();
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
