package dev.kapok.image.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as command-line tools know them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * NO_PROXY}, in upper or lower case, as Go's programs read them. The host itself is never reached
 * through a proxy.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final String AUTHORIZATION = "Proxy-Authorization";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final @Nullable NamedProxy http;
  private final @Nullable NamedProxy https;
  private final ProxyExceptions exceptions;

  /**
   * Reads a user's variables.
   *
   * @throws IOException where one of them names no proxy that can be used; the message holds no
   *     password
   */
  EnvironmentProxies(UserFiles user) throws IOException {
    this.http = proxy(user, "HTTP_PROXY");
    this.https = proxy(user, "HTTPS_PROXY");
    String except = variable(user, "NO_PROXY");
    this.exceptions = new ProxyExceptions(except == null ? "" : except);
  }

  /** Has a client use these proxies, and show them the name and password that stand with them. */
  void apply(OkHttpClient.Builder client) {
    client.proxySelector(this);
    client.proxyAuthenticator(this::authenticate);
    client.addNetworkInterceptor(chain -> {
      Request request = chain.request();
      okhttp3.Connection connection = chain.connection();
      boolean isForProxy =
          connection != null
              && connection.route().proxy().type() == Proxy.Type.HTTP
              && !request.isHttps();
      // A redirection may lead from behind the proxy to where none is between, or can read it.
      return chain.proceed(
          isForProxy ? request : request.newBuilder().removeHeader(AUTHORIZATION).build());
    });
  }

  @Override
  public List<Proxy> select(URI uri) {
    boolean isHttps = "https".equals(uri.getScheme());
    NamedProxy proxy = isHttps ? https : http;
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    int usual = isHttps ? HTTPS_PORT : HTTP_PORT;
    boolean isNone =
        proxy == null
            || isLocal(host)
            || exceptions.cover(host, uri.getPort() < 0 ? usual : uri.getPort());
    return List.of(isNone || proxy == null ? Proxy.NO_PROXY : proxy.proxy());
  }

  private @Nullable Request authenticate(@Nullable Route route, Response response) {
    boolean wasShown = response.request().header(AUTHORIZATION) != null;
    Proxy asking = route == null || wasShown ? Proxy.NO_PROXY : route.proxy();
    String shown = authorization(https, asking);
    shown = shown == null ? authorization(http, asking) : shown;
    return shown == null
        ? null
        : response.request().newBuilder().header(AUTHORIZATION, shown).build();
  }

  private static @Nullable String authorization(@Nullable NamedProxy known, Proxy asking) {
    return known != null && known.proxy().equals(asking) ? known.authorization() : null;
  }

  private static boolean isLocal(String host) {
    InetAddress address = ProxyExceptions.literal(host);
    return address == null ? host.equals("localhost") : address.isLoopbackAddress();
  }

  private static @Nullable NamedProxy proxy(UserFiles user, String name) throws IOException {
    String value = variable(user, name);
    return value == null ? null : NamedProxy.parse(name, value);
  }

  private static @Nullable String variable(UserFiles user, String name) {
    String upper = user.env(name);
    return upper == null ? user.env(name.toLowerCase(Locale.ROOT)) : upper;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
