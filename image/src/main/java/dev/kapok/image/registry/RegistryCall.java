package dev.kapok.image.registry;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one place that sends requests to a registry: address, login, retries, and errors in words.
 */
final class RegistryCall {
  private static final long ERROR_MAX_BYTES = 1 << 16;

  /** How OkHttp says that it followed 20 redirections and came to no end. */
  private static final String TOO_MANY = "Too many follow-up requests";

  /** A challenge may come twice: once without a token, once for one that ran out. */
  private static final int MAX_LOGINS = 2;

  private final OkHttpClient http;

  /** For what is not encrypted, which is read fast: its sockets alone look at the time. */
  private final OkHttpClient plain;

  private final Place place;
  private final Authenticator authenticator;
  private final RegistryOptions options;
  private final Duration probeTimeout;
  private @Nullable HttpUrl base;

  RegistryCall(
      OkHttpClient http,
      Place place,
      Authenticator authenticator,
      RegistryOptions options,
      Duration probeTimeout) {
    this.probeTimeout = probeTimeout;
    this.http = http;
    // For each 8 KiB that it reads, the client would wake a thread of its own twice.
    this.plain =
        http.newBuilder().readTimeout(Duration.ZERO).protocols(List.of(Protocol.HTTP_1_1)).build();
    this.place = place;
    this.authenticator = authenticator;
    this.options = options;
  }

  /** Returns the place that is spoken to. */
  Place place() {
    return place;
  }

  /** Sends a GET; returns a successful answer, which the caller closes. */
  Response get(String path, List<String> headers, String action) throws IOException {
    return send(Call.get(path, headers, action));
  }

  /**
   * Sends a request, again where the failure may pass.
   *
   * @return a successful answer, or one with a status that the caller accepts; the caller closes it
   */
  Response send(Call call) throws IOException {
    return Retry.with(options, () -> once(call));
  }

  /** As {@link #send}, but once only. */
  Response once(Call call) throws IOException {
    try {
      Response response = authorized(call);
      if (response.isSuccessful() || call.accepted().contains(response.code())) {
        return response;
      }
      try (response) {
        throw error(response, call.action());
      }
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      IOException own = ContentException.in(e);
      if (own != null) {
        throw own;
      }
      throw unreachable(e, call.action());
    }
  }

  /** Asks whether the registry lets this user in. */
  void ping() throws IOException {
    send(new Call("GET", "", root("v2/"), List.of(), null, Set.of(), "logging in")).close();
  }

  /** Returns the address of something outside any repository. */
  HttpUrl root(String path) throws IOException {
    HttpUrl url = base().resolve("/" + path);
    if (url == null) {
      throw new IOException("\"" + path + "\" is no path");
    }
    return url;
  }

  /** Returns the address of something within the repository. */
  HttpUrl address(String path) throws IOException {
    HttpUrl url = base().resolve("/v2/" + place.repository() + "/" + path);
    if (url == null) {
      throw new IOException("\"" + place + "\" is no address of a repository");
    }
    return url;
  }

  private Response authorized(Call call) throws IOException {
    HttpUrl given = call.url();
    HttpUrl url = given == null ? address(call.path()) : given;
    requireSecrecy(url, call.action());
    // What lies elsewhere has no claim to the user's credentials.
    boolean isOwn = isOwn(url);
    String used = isOwn ? authenticator.header() : null;
    Response response = send(url, call, used);
    for (int logins = 0; isOwn && asksForLogin(response) && logins < MAX_LOGINS; logins++) {
      String next;
      try (Response refused = response) {
        next = authenticator.answer(refused, used);
        if (next == null) {
          throw unauthorized(call, used != null);
        }
      }
      used = next;
      response = send(url, call, used);
    }
    if (response.code() == 401) {
      response.close();
      throw unauthorized(call, used != null);
    }
    return response;
  }

  /** Where a redirection leads has no claim to the user's credentials. */
  private boolean asksForLogin(Response response) throws IOException {
    return response.code() == 401 && isOwn(response.request().url());
  }

  private boolean isOwn(HttpUrl url) throws IOException {
    HttpUrl own = base();
    return url.scheme().equals(own.scheme())
        && url.host().equals(own.host())
        && url.port() == own.port();
  }

  /** An address that a registry gives must not make of HTTPS plain HTTP. */
  private void requireSecrecy(HttpUrl url, String action) throws RegistryException {
    if (!url.isHttps() && !place.insecure()) {
      throw new RegistryException(
          RegistryException.Kind.FAILED,
          action
              + " from "
              + place
              + ": it leads to "
              + url.host()
              + " without encryption, which is not followed");
    }
  }

  private Response send(HttpUrl url, Call call, @Nullable String authorization) throws IOException {
    Request.Builder request = new Request.Builder().url(url).method(call.method(), call.body());
    for (int i = 0; i < call.headers().size(); i += 2) {
      request.addHeader(call.headers().get(i), call.headers().get(i + 1));
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return (url.isHttps() ? http : plain).newCall(request.build()).execute();
  }

  /** An insecure registry may speak HTTPS or HTTP: it is asked once. */
  private synchronized HttpUrl base() throws IOException {
    HttpUrl known = base;
    if (known != null) {
      return known;
    }
    HttpUrl https = url("https");
    base = place.insecure() && speaksPlainHttp(https) ? url("http") : https;
    return base;
  }

  private boolean speaksPlainHttp(HttpUrl https) throws IOException {
    if (isDirect(https)) {
      try {
        switch (TlsProbe.ask(https.host(), https.port(), probeTimeout)) {
          case TLS -> {
            return false;
          }
          case OTHER -> {
            return true;
          }
          case NONE -> {}
        }
      } catch (SocketTimeoutException _) {
        // It may be slow, or wait for the rest of what it takes for a request.
        return ping(http, url("http")) == null;
      } catch (IOException _) {
        // The client may find another way, and knows what to say if not.
      }
    }
    return refusesTls(https);
  }

  private boolean isDirect(HttpUrl url) {
    return http.proxySelector().select(url.uri()).equals(List.of(Proxy.NO_PROXY));
  }

  private boolean refusesTls(HttpUrl https) throws IOException {
    // A call's timeout that fires while the connection is being made can be missed: so both.
    OkHttpClient impatient =
        http.newBuilder().callTimeout(probeTimeout).readTimeout(probeTimeout).build();
    IOException failure = ping(impatient, https);
    // One that was slow may be either; one that speaks TLS does not understand plain HTTP.
    return failure instanceof InterruptedIOException
        ? ping(http, url("http")) == null
        : failure != null;
  }

  private static @Nullable IOException ping(OkHttpClient client, HttpUrl url) {
    Request ping =
        new Request.Builder().url(url.newBuilder().addPathSegments("v2/").build()).build();
    try (Response _ = client.newCall(ping).execute()) {
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private HttpUrl url(String scheme) throws IOException {
    HttpUrl url = HttpUrl.parse(scheme + "://" + place.apiHost() + "/");
    if (url == null) {
      throw new IOException("\"" + place.host() + "\" is no address of a registry");
    }
    return url;
  }

  /** Tells whether an answer may be another one when the same is asked again. */
  static boolean isPassing(int status) {
    return status == 429 || status == 408 || status >= 500;
  }

  /** Certificates, names and closed ports do not get better by asking again. */
  static boolean isPassing(IOException e) {
    return !(e instanceof SSLException
        || e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof java.net.ProtocolException);
  }

  private RegistryException error(Response response, String action) {
    RegistryException.Kind kind =
        switch (response.code()) {
          case 404 -> RegistryException.Kind.NOT_FOUND;
          case 401, 403 -> RegistryException.Kind.UNAUTHORIZED;
          default -> RegistryException.Kind.FAILED;
        };
    return new RegistryException(
        kind,
        action
            + " from "
            + place
            + ": the registry answers "
            + response.code()
            + (response.isRedirect() ? redirected(response) : said(response)),
        isPassing(response.code()),
        Retry.after(response));
  }

  private static String redirected(Response response) {
    HttpUrl from = response.request().url();
    String location = response.header("Location");
    HttpUrl to = location == null ? null : from.resolve(location);
    return from.isHttps() && to != null && !to.isHttps()
        ? ", a redirection to " + to.host() + " without encryption, which is not followed"
        : ", a redirection that cannot be followed";
  }

  /** The distribution spec's errors are JSON; others say what they like. */
  private static String said(Response response) {
    try {
      String body = response.peekBody(ERROR_MAX_BYTES).string();
      StringBuilder text = new StringBuilder();
      for (Object entry : Json.array(Json.parseObject(body), "errors")) {
        if (entry instanceof Map<?, ?> error) {
          text.append(text.isEmpty() ? " (" : "; ").append(error.get("code"));
          text.append(": ").append(error.get("message"));
        }
      }
      return text.isEmpty() ? "" : Printable.text(text.append(')').toString());
    } catch (IOException | JsonException | IllegalArgumentException _) {
      return "";
    }
  }

  private RegistryException unauthorized(Call call, boolean shown) {
    return new RegistryException(
        RegistryException.Kind.UNAUTHORIZED,
        call.action() + " from " + place + ": unauthorized" + hint(shown, place));
  }

  static String hint(boolean shown, Place place) {
    return shown
        ? "; the credentials for " + place.host() + " are not accepted"
        : "; give credentials by --creds, or by a login to " + place.host() + " (--authfile)";
  }

  private RegistryException unreachable(IOException e, String action) {
    return new RegistryException(
        RegistryException.Kind.FAILED,
        action + " from " + place + ": " + reason(e),
        e,
        isPassing(e));
  }

  /** Says in words why a server could not be asked. */
  static String reason(IOException e) {
    String reason = Printable.text(String.valueOf(e.getMessage()));
    if (e instanceof UnknownHostException) {
      reason = "there is no such host";
    } else if (reason.startsWith(TOO_MANY)) {
      reason = "it redirects without an end";
    } else if (e instanceof SSLException && isCertificate(e)) {
      reason =
          "its certificate is not trusted ("
              + reason
              + "); give its authority's by --cert-dir, or use --tls-verify=false";
    } else if (e instanceof SSLException) {
      reason += "; if it speaks plain HTTP, use --tls-verify=false";
    }
    return reason;
  }

  private static boolean isCertificate(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.security.cert.CertificateException
          || cause instanceof java.security.cert.CertPathBuilderException
          || cause instanceof javax.net.ssl.SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
