package dev.kapok.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /version}, in Docker's shape (moby's API documentation, SystemVersion). */
@Path("{version: (v[0-9.]+/)?}version")
public final class VersionResource {
  private final EngineVersion version;

  /** Remembers what to tell. */
  @Inject
  public VersionResource(EngineVersion version) {
    this.version = version;
  }

  /** Returns the versions of the engine and of what it speaks. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> version() {
    Map<String, Object> engine = new LinkedHashMap<>();
    engine.put("Name", "Kapok Engine");
    engine.put("Version", version.engine());
    engine.put(
        "Details", Map.of("APIVersion", version.api(), "MinAPIVersion", version.minimumApi()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Platform", Map.of("Name", version.os() + "/" + version.architecture()));
    answer.put("Components", List.of(engine));
    answer.put("Version", version.engine());
    answer.put("ApiVersion", version.api());
    answer.put("MinAPIVersion", version.minimumApi());
    answer.put("Os", version.os());
    answer.put("Arch", version.architecture());
    answer.put("KernelVersion", version.kernel());
    return answer;
  }
}
