package dev.kapok.image.registry;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.Challenge;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's challenge, by a token or by name and password, and remembers the answer.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">docker's token
 *     authentication</a>
 */
final class Authenticator {
  /** A token is renewed so long before it ends, in seconds. */
  private static final long MARGIN = 5;

  private static final long DEFAULT_LIFE = 60;
  private static final long TOKEN_MAX_BYTES = 1 << 20;
  private static final String CLIENT = "kapok";

  private final OkHttpClient http;
  private final Place place;
  private final Source store;
  private final Scopes scopes = new Scopes();
  private @Nullable String header;
  private long validUntilNanos;

  Authenticator(OkHttpClient http, Place place, Source store) {
    this.http = http;
    this.place = place;
    this.store = store;
  }

  /** Knows what to show to a place. */
  interface Source {
    /** Returns the credentials for a place, null for none. */
    @Nullable Credentials find(Place place) throws IOException;
  }

  /** Returns the header Authorization that worked before, null where none did or it ran out. */
  synchronized @Nullable String header() {
    return header != null && validUntilNanos - System.nanoTime() > 0 ? header : null;
  }

  /**
   * Answers a 401.
   *
   * @param used the header that was refused, null for none
   * @return the header to try next, null where there is no other
   */
  synchronized @Nullable String answer(Response refused, @Nullable String used) throws IOException {
    String current = header();
    if (current != null && !current.equals(used)) {
      return current;
    }
    Credentials credentials = store.find(place);
    for (Challenge challenge : refused.challenges()) {
      String answer = answer(challenge, credentials, refused.request().url().isHttps());
      if (answer != null && !answer.equals(used)) {
        header = answer;
        return answer;
      }
    }
    header = null;
    return null;
  }

  private @Nullable String answer(
      Challenge challenge, @Nullable Credentials credentials, boolean https) throws IOException {
    if (challenge.scheme().equalsIgnoreCase("Bearer")) {
      return "Bearer " + token(challenge.authParams(), credentials, https);
    }
    boolean hasPassword =
        credentials != null
            && (credentials.identityToken() == null || !credentials.password().isEmpty());
    if (challenge.scheme().equalsIgnoreCase("Basic") && credentials != null && hasPassword) {
      validUntilNanos = Long.MAX_VALUE / 2 + System.nanoTime();
      return credentials.basic();
    }
    return null;
  }

  private String token(
      Map<@Nullable String, String> params, @Nullable Credentials credentials, boolean https)
      throws IOException {
    String text = params.get("realm");
    HttpUrl realm = text == null ? null : HttpUrl.parse(text);
    if (realm == null) {
      throw failure("its challenge names no token server (realm)");
    }
    if (https && !realm.isHttps() && credentials != null && !place.insecure()) {
      throw failure("it wants the password sent to " + realm + " without encryption");
    }
    String service = params.get("service");
    String given = params.get("scope");
    // A token for all that was asked for so far: requests of several kinds run at once.
    String scope = scopes.with(given == null ? usualScope() : given);
    Request request =
        credentials != null && credentials.identityToken() != null
            ? refresh(realm, service, scope, credentials.identityToken())
            : get(realm, service, scope, credentials);
    try (Response response = http.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw refused(realm, response, credentials);
      }
      return read(response);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistryException(
          RegistryException.Kind.FAILED,
          "logging in to " + place.host() + " by " + realm.host() + ": " + RegistryCall.reason(e),
          e,
          RegistryCall.isPassing(e));
    }
  }

  /** A login alone wants no right to anything. */
  private String usualScope() {
    return place.repository().isEmpty() ? "" : "repository:" + place.repository() + ":pull";
  }

  private static Request get(
      HttpUrl realm, @Nullable String service, String scope, @Nullable Credentials credentials) {
    HttpUrl.Builder url = realm.newBuilder();
    if (service != null) {
      url.addQueryParameter("service", service);
    }
    for (String one : List.of(scope.split(" ", -1))) {
      if (!one.isEmpty()) {
        url.addQueryParameter("scope", one);
      }
    }
    Request.Builder request = new Request.Builder();
    if (credentials != null) {
      url.addQueryParameter("account", credentials.user());
      request.header("Authorization", credentials.basic());
    }
    return request.url(url.build()).build();
  }

  private static Request refresh(
      HttpUrl realm, @Nullable String service, String scope, String token) {
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("service", service == null ? "" : service)
            .add("client_id", CLIENT)
            .add("scope", scope)
            .add("refresh_token", token)
            .build();
    return new Request.Builder().url(realm).post(form).build();
  }

  private String read(Response response) throws IOException {
    String text = response.peekBody(TOKEN_MAX_BYTES).string();
    try {
      Map<String, Object> answer = Json.parseObject(text);
      String token = Json.string(answer, "token");
      if (token == null || token.isEmpty()) {
        token = Json.string(answer, "access_token");
      }
      if (token == null || token.isEmpty()) {
        throw failure("its token server sent no token");
      }
      if (!isHeader(token)) {
        throw failure("its token server sent a token with characters that none can have");
      }
      long seconds = Json.number(answer, "expires_in", DEFAULT_LIFE);
      long life = Math.max(DEFAULT_LIFE, Math.min(seconds, 24 * 3600)) - MARGIN;
      validUntilNanos = System.nanoTime() + life * 1_000_000_000L;
      return token;
    } catch (JsonException | IllegalArgumentException e) {
      throw new RegistryException(
          RegistryException.Kind.FAILED,
          "logging in to " + place.host() + ": its token server sent no JSON",
          e);
    }
  }

  /** It goes into a header, where a line break would begin another one (RFC 6750, section 2.1). */
  private static boolean isHeader(String token) {
    return token.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private RegistryException refused(
      HttpUrl realm, Response response, @Nullable Credentials credentials) {
    boolean denied = response.code() == 401 || response.code() == 403;
    return new RegistryException(
        denied ? RegistryException.Kind.UNAUTHORIZED : RegistryException.Kind.FAILED,
        "logging in to "
            + place.host()
            + ": "
            + realm.host()
            + " answers "
            + response.code()
            + (denied ? RegistryCall.hint(credentials != null, place) : ""),
        RegistryCall.isPassing(response.code()),
        Retry.after(response));
  }

  private RegistryException failure(String reason) {
    return new RegistryException(
        RegistryException.Kind.FAILED, "logging in to " + place.host() + ": " + reason);
  }
}
