package dev.kapok.image.policy;

import dev.kapok.image.ImageReference;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policy.json says (containers-policy.json(5)): for each transport and scope, the most special
 * first, whether images are accepted. Signatures cannot be verified yet: whatever asks for them
 * rejects, and says so. Without a file everything is accepted.
 */
public final class TrustPolicy {
  /** Accepts everything. */
  public static final TrustPolicy OPEN =
      new TrustPolicy("no policy", List.of(Requirement.ACCEPT), Map.of());

  private static final String SYSTEM = "/etc/containers/policy.json";

  private final String origin;
  private final List<Requirement> general;
  private final Map<String, Map<String, List<Requirement>>> transports;

  private TrustPolicy(
      String origin,
      List<Requirement> general,
      Map<String, Map<String, List<Requirement>>> transports) {
    this.origin = origin;
    this.general = List.copyOf(general);
    this.transports = Map.copyOf(transports);
  }

  /**
   * Reads the file that a user has: his own, else the host's.
   *
   * @param configHome {@code XDG_CONFIG_HOME} or {@code ~/.config}
   */
  public static TrustPolicy load(String configHome) throws IOException {
    for (Path file : List.of(Path.of(configHome, "containers/policy.json"), Path.of(SYSTEM))) {
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return OPEN;
  }

  /** Reads a file, in which nothing may stand that is not understood. */
  public static TrustPolicy read(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      UniqueNames.require(text);
      return parse(file.toString(), Json.parseObject(text));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("reading " + file + ": " + e.getMessage(), e);
    }
  }

  private static TrustPolicy parse(String origin, Map<String, Object> json) {
    for (String key : json.keySet()) {
      if (!key.equals("default") && !key.equals("transports")) {
        throw new IllegalArgumentException("unknown key \"" + key + "\"");
      }
    }
    if (!json.containsKey("default")) {
      throw new IllegalArgumentException("the default policy is missing");
    }
    Map<String, Map<String, List<Requirement>>> transports = new HashMap<>();
    Map<String, Object> named = Json.object(json, "transports");
    for (String transport : named.keySet()) {
      Map<String, Object> scopes = Json.object(named, transport);
      Map<String, List<Requirement>> parsed = new HashMap<>();
      for (String scope : scopes.keySet()) {
        parsed.put(scope, Requirement.parse(Json.array(scopes, scope)));
      }
      transports.put(transport, parsed);
    }
    return new TrustPolicy(origin, Requirement.parse(Json.array(json, "default")), transports);
  }

  /**
   * Refuses an image of a registry that the policy does not accept.
   *
   * @param name as the user means it; which mirror serves it does not matter
   * @throws IOException where it is not accepted; the message names the rule
   */
  public void require(ImageReference name) throws IOException {
    List<String> scopes = new ArrayList<>();
    scopes.add(name.toString());
    scopes.add(name.repository());
    String scope = name.repository();
    for (int slash = scope.lastIndexOf('/'); slash > 0; slash = scope.lastIndexOf('/')) {
      scope = scope.substring(0, slash);
      scopes.add(scope);
    }
    String host = name.registry();
    int colon = host.indexOf(':');
    String domain = colon < 0 ? host : host.substring(0, colon);
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      scopes.add("*" + domain.substring(dot));
    }
    require("docker", name.toString(), scopes);
  }

  /**
   * Refuses an image of an archive or folder that the policy does not accept.
   *
   * @param transport "docker-archive", "oci-archive", "oci" or "dir"
   * @param path absolute
   */
  public void require(String transport, Path path) throws IOException {
    List<String> scopes = new ArrayList<>();
    for (Path scope = path; scope != null; scope = scope.getParent()) {
      scopes.add(scope.toString());
    }
    require(transport, transport + ":" + path, scopes);
  }

  private void require(String transport, String image, List<String> scopes) throws IOException {
    Map<String, List<Requirement>> known = transports.getOrDefault(transport, Map.of());
    List<Requirement> requirements = null;
    String rule = "default";
    for (int i = 0; requirements == null && i < scopes.size(); i++) {
      requirements = known.get(scopes.get(i));
      rule = transport + " scope " + scopes.get(i);
    }
    if (requirements == null) {
      requirements = known.get("");
      rule = "transport " + transport;
    }
    if (requirements == null) {
      requirements = general;
      rule = "default";
    }
    for (Requirement requirement : requirements) {
      String refusal = requirement.refusal();
      if (refusal != null) {
        throw new IOException(
            "image " + image + " is rejected by " + origin + " (" + rule + "): " + refusal);
      }
    }
  }

  /** One condition on an image. */
  private record Requirement(String type) {
    static final Requirement ACCEPT = new Requirement("insecureAcceptAnything");

    static List<Requirement> parse(List<Object> array) {
      List<Requirement> requirements = new ArrayList<>();
      for (Object entry : array) {
        if (!(entry instanceof Map<?, ?> map) || !(map.get("type") instanceof String text)) {
          throw new IllegalArgumentException("a policy requirement has no type");
        }
        switch (text) {
          case "insecureAcceptAnything", "reject" -> {
            if (map.size() > 1) {
              throw new IllegalArgumentException(
                  "a policy requirement of the type " + text + " has more than its type");
            }
            requirements.add(new Requirement(text));
          }
          case "signedBy", "signedBaseLayer", "sigstoreSigned" ->
              requirements.add(new Requirement(text));
          default ->
              throw new IllegalArgumentException(
                  "unknown policy requirement type \"" + text + "\"");
        }
      }
      if (requirements.isEmpty()) {
        throw new IllegalArgumentException("a list of policy requirements is empty");
      }
      return requirements;
    }

    @Nullable String refusal() {
      return switch (type) {
        case "insecureAcceptAnything" -> null;
        case "reject" -> "its images are rejected by policy";
        default -> "signatures of the type " + type + " are wanted, which cannot be verified yet";
      };
    }
  }
}
