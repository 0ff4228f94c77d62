package dev.kapok.image.registry;

import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request to a registry.
 *
 * @param method GET, HEAD, POST …
 * @param path within the repository, with its query: {@code manifests/latest}; not used where there
 *     is a url
 * @param url that the registry itself gave, null for none
 * @param headers names and values in turn
 * @param body null for none
 * @param accepted the statuses besides 2xx that the caller deals with
 * @param action for messages: "reading manifest x"
 */
record Call(
    String method,
    String path,
    @Nullable HttpUrl url,
    List<String> headers,
    @Nullable BodySource body,
    Set<Integer> accepted,
    String action) {
  /** Reads. */
  static Call get(String path, List<String> headers, String action) {
    return new Call("GET", path, null, headers, null, Set.of(), action);
  }

  /** Asks whether something is there: 404 is an answer. */
  static Call head(String path, List<String> headers, String action) {
    return new Call("HEAD", path, null, headers, null, Set.of(404), action);
  }

  /** Begins something. */
  static Call post(String path, String action) {
    BodySource nothing = BodySource.of(new byte[0], "application/octet-stream");
    return new Call("POST", path, null, List.of(), nothing, Set.of(), action);
  }

  /** Sends a body to a path of the repository. */
  static Call put(String path, BodySource body, String action) {
    return new Call("PUT", path, null, List.of(), body, Set.of(), action);
  }

  /** Sends a body to where the registry said. */
  static Call send(String method, HttpUrl url, BodySource body, String action) {
    return new Call(method, "", url, List.of(), body, Set.of(), action);
  }
}
