package dev.kapok.image.registry;

import dev.kapok.image.ImageReference;
import dev.kapok.image.registry.conf.RegistriesConf;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Looks for repositories and tags in registries. The hub and its like answer a search of their own
 * ({@code /v1/search}); of others the catalogue is read, and names that hold the term are found.
 */
public final class Search {
  private static final int ANSWER_MAX_BYTES = 16 << 20;
  private static final int MAX_PAGES = 200;

  /** More names are not kept, however many pages a registry sends. */
  private static final int MAX_NAMES = 100_000;

  private static final String HUB = "docker.io";
  private static final String HUB_INDEX = "index.docker.io";

  private final Registries registries;
  private final RegistriesConf conf;

  Search(Registries registries, RegistriesConf conf) {
    this.registries = registries;
    this.conf = conf;
  }

  /** Looks into the registries that the user of this command has. */
  public static Search ofHost(Kernel kernel, RegistryOptions options) {
    UserFiles user = UserFiles.ofHost();
    RegistriesConf conf = Registries.conf(user);
    return new Search(new Registries(kernel, conf, user, options), conf);
  }

  /**
   * A repository that was found.
   *
   * @param index the registry, without its subdomains
   */
  public record Found(
      String index,
      String name,
      String description,
      long stars,
      boolean official,
      boolean automated) {}

  /**
   * What must hold of what is found.
   *
   * @param official null for either
   * @param automated null for either
   */
  public record Wanted(int stars, @Nullable Boolean official, @Nullable Boolean automated) {
    boolean fits(Found found) {
      return found.stars() >= stars
          && (official == null || official == found.official())
          && (automated == null || automated == found.automated());
    }
  }

  /** The tags of a repository. */
  public record Tags(String name, List<String> tags) {
    /** Copies the tags. */
    public Tags {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Looks for repositories, in the registry that the term begins with, or in those that names
   * without one are searched in.
   */
  public List<Found> repositories(String term, Wanted wanted, int limit) throws IOException {
    List<Found> found = new ArrayList<>();
    int slash = term.indexOf('/');
    boolean hasHost = slash > 0 && isHost(term.substring(0, slash));
    List<String> hosts = hasHost ? List.of(term.substring(0, slash)) : conf.searchRegistries();
    if (hosts.isEmpty()) {
      hosts = List.of(HUB);
    }
    IOException failure = null;
    for (String host : hosts) {
      try {
        List<Found> here = in(host, hasHost ? term.substring(slash + 1) : term, limit);
        here.stream().filter(wanted::fits).limit(limit).forEach(found::add);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (found.isEmpty() && failure != null) {
      throw failure;
    }
    return found;
  }

  private static boolean isHost(String text) {
    return text.indexOf('.') >= 0 || text.indexOf(':') >= 0 || text.equals("localhost");
  }

  private List<Found> in(String host, String term, int limit) throws IOException {
    String api = host.equals(HUB) ? HUB_INDEX : host;
    RegistryCall call = registries.call(registries.bare(api));
    HttpUrl v1 =
        call.root("v1/search")
            .newBuilder()
            .addQueryParameter("q", term)
            .addQueryParameter("n", Integer.toString(limit))
            .build();
    Call ask =
        new Call("GET", "", v1, List.of(), null, Set.of(400, 401, 403, 404, 405), "searching");
    try (Response response = call.send(ask)) {
      if (response.isSuccessful()) {
        return results(host, json(response));
      }
    }
    return inCatalogue(host, call, term, limit);
  }

  private static List<Found> results(String host, Map<String, Object> answer) {
    List<Found> found = new ArrayList<>();
    for (Object entry : Json.array(answer, "results")) {
      Map<String, Object> result = object(entry);
      String name = text(result, "name");
      found.add(
          new Found(
              index(host),
              host + "/" + (host.equals(HUB) && name.indexOf('/') < 0 ? "library/" + name : name),
              text(result, "description"),
              Json.number(result, "star_count", 0),
              Boolean.TRUE.equals(result.get("is_official")),
              Boolean.TRUE.equals(result.get("is_automated"))));
    }
    return found;
  }

  private static List<Found> inCatalogue(String host, RegistryCall call, String term, int limit)
      throws IOException {
    List<Found> found = new ArrayList<>();
    for (String name : pages(call, call.root("v2/_catalog"), "repositories", Integer.MAX_VALUE)) {
      if (name.contains(term) && found.size() < limit) {
        found.add(new Found(index(host), host + "/" + Printable.text(name), "", 0, false, false));
      }
    }
    return found;
  }

  /** Returns the tags of a repository, in the registry's order. */
  public Tags tags(String repository, int limit) throws IOException {
    ImageReference name = ImageReference.parse(repository);
    RegistryCall call = registries.call(registries.pushPlace(name));
    return new Tags(name.repository(), pages(call, call.address("tags/list"), "tags", limit));
  }

  /** Reads a list that comes in pages, each of which names the next. */
  static List<String> pages(RegistryCall call, HttpUrl first, String member, int limit)
      throws IOException {
    List<String> all = new ArrayList<>();
    HttpUrl next = first;
    int most = Math.min(limit, MAX_NAMES);
    for (int page = 0; next != null && page < MAX_PAGES && all.size() < most; page++) {
      Call ask = new Call("GET", "", next, List.of(), null, Set.of(), "listing " + member);
      try (Response response = call.send(ask)) {
        all.addAll(Json.strings(json(response), member));
        next = next(response);
      }
    }
    return all.size() > most ? all.subList(0, most) : all;
  }

  /** Reads {@code Link: </v2/…?last=x>; rel="next"} (RFC 8288); only the same host is followed. */
  private static @Nullable HttpUrl next(Response response) {
    String link = response.header("Link");
    if (link == null || !link.startsWith("<") || !link.contains("rel=\"next\"")) {
      return null;
    }
    HttpUrl own = response.request().url();
    HttpUrl next = own.resolve(link.substring(1, Math.max(1, link.indexOf('>'))));
    return next != null && next.host().equals(own.host()) && next.port() == own.port()
        ? next
        : null;
  }

  private static Map<String, Object> json(Response response) throws IOException {
    try (InputStream in = response.body().byteStream()) {
      byte[] bytes = in.readNBytes(ANSWER_MAX_BYTES);
      return Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(
          "the registry " + response.request().url().host() + " sent no JSON object", e);
    }
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static Map<String, Object> object(Object entry) {
    return entry instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static String text(Map<String, Object> result, String name) {
    String text = Json.string(result, name);
    return text == null ? "" : Printable.text(text);
  }

  private static String index(String host) {
    String[] parts = host.split("\\.", -1);
    return parts.length < 3 || host.indexOf(':') >= 0
        ? host
        : parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
