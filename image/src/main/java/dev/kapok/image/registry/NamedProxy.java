package dev.kapok.image.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that a variable of the environment names.
 *
 * @param authorization what it is shown (RFC 7617), null for nothing
 */
record NamedProxy(Proxy proxy, @Nullable String authorization) {
  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  /**
   * Reads {@code [SCHEME://][USER:PASSWORD@]HOST[:PORT]}.
   *
   * @param variable that it is from, for messages, which never hold the value
   */
  static NamedProxy parse(String variable, String value) throws IOException {
    URI uri;
    try {
      uri = new URI(value.contains("://") ? value : "http://" + value);
    } catch (URISyntaxException _) {
      throw new IOException(variable + " is no address of a proxy: http://host:port is wanted");
    }
    String host = uri.getHost();
    if (host == null) {
      throw new IOException(variable + " names no host of a proxy: http://host:port is wanted");
    }
    String user = uri.getUserInfo();
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http" ->
          new NamedProxy(
              new Proxy(Proxy.Type.HTTP, address(uri, host, HTTP_PORT)),
              user == null ? null : Credentials.parse(user).basic());
      case "socks5", "socks5h" -> {
        if (user != null) {
          throw new IOException(variable + " has a user for a SOCKS proxy, which is not supported");
        }
        yield new NamedProxy(new Proxy(Proxy.Type.SOCKS, address(uri, host, SOCKS_PORT)), null);
      }
      default ->
          throw new IOException(
              variable
                  + " names a proxy of the kind \""
                  + scheme
                  + "\": only http and socks5 are"
                  + " supported");
    };
  }

  private static InetSocketAddress address(URI uri, String host, int usualPort) {
    return InetSocketAddress.createUnresolved(host, uri.getPort() < 0 ? usualPort : uri.getPort());
  }

  /** Hides what is secret. */
  @Override
  public String toString() {
    return proxy.toString();
  }
}
