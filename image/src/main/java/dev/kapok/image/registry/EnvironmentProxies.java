package dev.kapok.image.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as command-line tools know them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * NO_PROXY}, in upper or lower case. The host itself is never reached through a proxy.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final UserFiles user;

  EnvironmentProxies(UserFiles user) {
    this.user = user;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    String value = variable("https".equals(uri.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
    if (value == null || isLocal(host) || isExcepted(host)) {
      return List.of(Proxy.NO_PROXY);
    }
    URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
    int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private boolean isExcepted(String host) {
    String exceptions = variable("NO_PROXY");
    if (exceptions == null) {
      return false;
    }
    for (String entry : List.of(exceptions.split(","))) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      String domain = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String variable(String name) {
    String upper = user.env(name);
    return upper == null ? user.env(name.toLowerCase(Locale.ROOT)) : upper;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
