package dev.kapok.image.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a registry asked a token for, one after another: {@code repository:team/app:pull,push}. */
final class Scopes {
  /** The actions of each resource, "repository:team/app". */
  private final Map<String, TreeSet<String>> actions = new LinkedHashMap<>();

  /**
   * Adds what a challenge names.
   *
   * @return all scopes so far, separated by blanks
   */
  String with(String challenge) {
    for (String scope : List.of(challenge.strip().split(" +", -1))) {
      if (scope.isEmpty()) {
        continue;
      }
      int colon = scope.lastIndexOf(':');
      String resource = colon < 0 ? scope : scope.substring(0, colon);
      TreeSet<String> known = actions.computeIfAbsent(resource, _ -> new TreeSet<>());
      if (colon >= 0) {
        known.addAll(List.of(scope.substring(colon + 1).split(",", -1)));
      }
    }
    StringBuilder all = new StringBuilder();
    actions.forEach((resource, known) -> {
      all.append(all.isEmpty() ? "" : " ").append(resource);
      if (!known.isEmpty()) {
        all.append(':').append(String.join(",", known));
      }
    });
    return all.toString();
  }
}
