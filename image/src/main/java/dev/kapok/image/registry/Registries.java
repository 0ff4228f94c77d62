package dev.kapok.image.registry;

import dev.kapok.image.ImageChoice;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ShortNames;
import dev.kapok.image.registry.conf.LearnedAliases;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.image.registry.conf.RegistryRule;
import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * All registries, as the user's configuration describes them: where a name lies, and a client for
 * each such place.
 */
public final class Registries {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);

  /** A server without TLS may wait for the rest of what it takes for a request. */
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private final Kernel kernel;
  private final RegistriesConf conf;
  private final UserFiles user;
  private final RegistryOptions options;
  private final CredentialStore credentials;
  private final Duration probeTimeout;
  private final Map<String, ImageReference> answers = new HashMap<>();
  private @Nullable ShortNameQuestion question;

  /** Takes the configuration; sends nothing yet. */
  public Registries(Kernel kernel, RegistriesConf conf, UserFiles user, RegistryOptions options) {
    this(kernel, conf, user, options, PROBE_TIMEOUT);
  }

  /** As above, with another time for finding out whether an insecure registry speaks TLS. */
  Registries(
      Kernel kernel,
      RegistriesConf conf,
      UserFiles user,
      RegistryOptions options,
      Duration probeTimeout) {
    this.kernel = kernel;
    this.probeTimeout = probeTimeout;
    this.conf = conf;
    this.user = user;
    this.options = options;
    this.credentials = new CredentialStore(kernel, user, options, conf.credentialHelpers());
  }

  /** Returns those of the user whose command this is. */
  public static Registries ofHost(Kernel kernel, RegistryOptions options) {
    UserFiles user = UserFiles.ofHost();
    return new Registries(kernel, conf(user), user, options);
  }

  /** Returns the configuration that a user has. */
  static RegistriesConf conf(UserFiles user) {
    return RegistriesConf.load(
        user.env("CONTAINERS_REGISTRIES_CONF"),
        user.configHome(),
        user.cacheHome(),
        user.rootless());
  }

  /** Returns a registry itself, or a namespace of it, as a place. */
  Place bare(String registry) {
    int slash = registry.indexOf('/');
    String host = slash < 0 ? registry : registry.substring(0, slash);
    RegistryRule rule = conf.rule(registry);
    Boolean verify = options.tlsVerify();
    boolean insecure = verify == null ? rule != null && rule.insecure() : !verify;
    return new Place(host, slash < 0 ? "" : registry.substring(slash + 1), insecure);
  }

  /**
   * Shows credentials to a registry.
   *
   * @throws RegistryException where they are not accepted
   */
  void ping(Place place, Credentials shown) throws IOException {
    call(place, _ -> shown).ping();
  }

  /** Asks this question from now on where a short name may mean several images. */
  public void ask(ShortNameQuestion newQuestion) {
    question = newQuestion;
  }

  /**
   * Returns the full names that a name may stand for, best first.
   *
   * @throws dev.kapok.image.InvalidReferenceException where it is none, or means too much
   * @throws IOException where the user was asked and gave no answer
   */
  public List<ImageReference> candidates(String name) throws IOException {
    ShortNames names = conf.shortNames();
    ImageReference answer = answers.get(name);
    if (answer == null && question != null && !conf.shortNameMode().equals("disabled")) {
      List<ImageReference> choices = names.choices(name);
      if (choices.size() > 1) {
        answer = question.ask(name, choices);
        answers.put(name, answer);
      }
    }
    return answer == null ? names.candidates(name) : List.of(answer);
  }

  /** Remembers the user's answer about this name, if there was one, for the next time. */
  public void confirm(String name) throws IOException {
    ImageReference answer = answers.get(name);
    if (answer != null) {
      new LearnedAliases(user.cacheHome(), user.rootless())
          .add(kernel, ShortNames.bare(name), answer);
    }
  }

  /**
   * Returns the places to ask for a name, mirrors first.
   *
   * @throws RegistryException where the configuration blocks it
   */
  public List<Place> places(ImageReference name) throws RegistryException {
    RegistryRule rule = conf.rule(name);
    if (rule == null) {
      return List.of(place(name.repository(), false));
    }
    if (rule.blocked()) {
      throw new RegistryException(
          RegistryException.Kind.BLOCKED,
          "reading " + name + ": registries.conf blocks " + rule.prefix());
    }
    List<Place> places = new ArrayList<>();
    for (RegistryRule.Mirror mirror : rule.mirrors()) {
      if (serves(mirror, rule, name.digest())) {
        places.add(place(mirror.locate(rule, name.repository()), mirror.insecure()));
      }
    }
    places.add(place(rule.locate(name.repository()), rule.insecure()));
    return places;
  }

  /**
   * Returns the place that a name is pushed to; mirrors take nothing.
   *
   * @throws RegistryException where the configuration blocks it
   */
  public Place pushPlace(ImageReference name) throws RegistryException {
    RegistryRule rule = conf.rule(name);
    if (rule != null && rule.blocked()) {
      throw new RegistryException(
          RegistryException.Kind.BLOCKED,
          "writing " + name + ": registries.conf blocks " + rule.prefix());
    }
    return rule == null
        ? place(name.repository(), false)
        : place(rule.locate(name.repository()), rule.insecure());
  }

  private static boolean serves(
      RegistryRule.Mirror mirror, RegistryRule rule, @Nullable String digest) {
    if (digest == null) {
      return !rule.mirrorByDigestOnly() && !mirror.pull().equals("digest-only");
    }
    return !mirror.pull().equals("tag-only");
  }

  private Place place(String location, boolean insecure) {
    Boolean verify = options.tlsVerify();
    return Place.of(location, verify == null ? insecure : !verify);
  }

  /** What is wanted of the place that has a name. */
  public interface Question<T> {
    /** Asks; a failure leads to the next place. */
    T ask(ImageReference name, ImageChoice found) throws IOException;
  }

  /**
   * Asks one place after the other for names.
   *
   * @return the first answer
   * @throws IOException where no place has an answer: the first failure that is more than that the
   *     place has no such thing, else the first
   */
  public <T> T firstAnswer(List<ImageReference> names, Question<T> question) throws IOException {
    IOException first = null;
    for (ImageReference name : names) {
      for (Place place : places(name)) {
        String digest = name.digest();
        try {
          String wanted = digest == null ? String.valueOf(name.tag()) : digest;
          return question.ask(name, client(place).choice(wanted));
        } catch (IOException e) {
          first = first == null || (isAbsence(first) && !isAbsence(e)) ? e : first;
        }
      }
    }
    throw first == null ? new IOException("there is no registry to ask for " + names) : first;
  }

  private static boolean isAbsence(IOException e) {
    return e instanceof RegistryException failure
        && failure.kind() == RegistryException.Kind.NOT_FOUND;
  }

  /** Returns a client for a place. */
  public RegistryClient client(Place place) throws IOException {
    return new RegistryClient(call(place), options);
  }

  /** Returns what sends requests to a place. */
  RegistryCall call(Place place) throws IOException {
    return call(place, credentials::find);
  }

  private RegistryCall call(Place place, Authenticator.Source source) throws IOException {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            .readTimeout(SILENCE_TIMEOUT)
            .writeTimeout(SILENCE_TIMEOUT)
            .socketFactory(new BulkSockets(SILENCE_TIMEOUT))
            // A redirection must not lead from HTTPS to HTTP; headers stay with their host.
            .followSslRedirects(place.insecure())
            .addNetworkInterceptor(chain ->
                chain.proceed(chain.request().newBuilder().header("User-Agent", "kapok").build()));
    new EnvironmentProxies(user).apply(builder);
    new Certificates(user, options).apply(builder, place);
    OkHttpClient http = builder.build();
    return new RegistryCall(
        http, place, new Authenticator(http, place, source), options, probeTimeout);
  }
}
