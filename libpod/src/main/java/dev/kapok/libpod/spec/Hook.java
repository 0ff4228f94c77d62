package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A hook definition of version 1.0.0 (oci-hooks(5)).
 *
 * <p>It is only read where a hook folder holds one, so it may use what start-up otherwise avoids.
 *
 * @param hook the runtime's part: path, args, env, timeout
 * @param when conditions, of which all that are there must hold
 * @param stages when in a container's life it is called
 */
record Hook(Map<?, ?> hook, Map<?, ?> when, List<?> stages, String source) {

  /** Returns the definition; INVALID for one that is none. */
  static Hook parse(String text, String source) {
    Object parsed;
    try {
      parsed = Json.parse(text);
    } catch (JsonException e) {
      throw invalid(source, e.getMessage());
    }
    if (!(parsed instanceof Map<?, ?> definition)
        || !(definition.get("hook") instanceof Map<?, ?> hook)
        || !(definition.get("when") instanceof Map<?, ?> when)
        || !(definition.get("stages") instanceof List<?> stages)) {
      throw invalid(source, "an object with hook, when and stages is expected");
    }
    if (!"1.0.0".equals(definition.get("version"))) {
      throw invalid(source, "only version 1.0.0 is known");
    }
    if (!(hook.get("path") instanceof String path) || !path.startsWith("/")) {
      throw invalid(source, "its path must be absolute");
    }
    if (when.isEmpty()) {
      throw invalid(source, "no conditions are specified");
    }
    return new Hook(hook, when, stages, source);
  }

  /** Tells whether all conditions hold for a container. */
  boolean matches(List<String[]> annotations, String command, boolean hasBindMounts) {
    if (when.get("always") instanceof Boolean always && !always) {
      return false;
    }
    if (when.get("hasBindMounts") instanceof Boolean binds && binds != hasBindMounts) {
      return false;
    }
    if (when.get("annotations") instanceof Map<?, ?> patterns && !fits(patterns, annotations)) {
      return false;
    }
    return !(when.get("commands") instanceof List<?> patterns) || fits(patterns, command);
  }

  /** Returns what the runtime is told, null where this is not one of the stages. */
  @Nullable String json(String stage) {
    return stages.contains(stage) ? Json.write(hook, null) : null;
  }

  private boolean fits(Map<?, ?> patterns, List<String[]> annotations) {
    for (Map.Entry<?, ?> pattern : patterns.entrySet()) {
      boolean found = false;
      for (String[] annotation : annotations) {
        found |= find(pattern.getKey(), annotation[0]) && find(pattern.getValue(), annotation[1]);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(List<?> patterns, String command) {
    for (Object pattern : patterns) {
      if (find(pattern, command)) {
        return true;
      }
    }
    return false;
  }

  private boolean find(@Nullable Object pattern, String text) {
    try {
      return Pattern.compile(String.valueOf(pattern)).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw invalid(source, e.getDescription() + " in " + pattern);
    }
  }

  private static KapokException invalid(String source, @Nullable String reason) {
    return new KapokException(
        KapokException.Kind.INVALID, "reading hook " + source + ": " + reason);
  }
}
