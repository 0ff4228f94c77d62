package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Profiles in files: the runtime's own form, and docker's, whose rules hold for some architectures,
 * capabilities and kernels only and whose architectures bring compatible ones along.
 */
final class SeccompProfile {
  private static final List<String> RULE_FIELDS = List.of("action", "errnoRet", "args");

  private SeccompProfile() {}

  /**
   * Returns what of a profile holds here, as the object {@code linux.seccomp}.
   *
   * @param source where the text comes from, for messages
   * @throws KapokException of kind INVALID where the text is no profile
   */
  static String resolve(String text, String source, String machine, long capabilities) {
    Map<?, ?> profile;
    try {
      if (!(Json.parse(text) instanceof Map<?, ?> object)) {
        throw invalid(source, "it is no JSON object");
      }
      profile = object;
    } catch (JsonException e) {
      throw invalid(source, e.getMessage());
    }
    Object action = profile.get("defaultAction");
    if (!(action instanceof String)) {
      throw invalid(source, "it has no defaultAction");
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("defaultAction", action);
    copy(profile, resolved, "defaultErrnoRet");
    copy(profile, resolved, "listenerPath");
    copy(profile, resolved, "listenerMetadata");
    copy(profile, resolved, "flags");
    resolved.put("architectures", architectures(profile, machine, source));
    resolved.put("syscalls", rules(profile, machine, capabilities, source));
    return Json.write(resolved, null);
  }

  private static List<Object> architectures(Map<?, ?> profile, String machine, String source) {
    List<Object> names = new ArrayList<>();
    List<?> plain = list(profile.get("architectures"), source);
    List<?> mapped = list(profile.get("archMap"), source);
    if (!plain.isEmpty() && !mapped.isEmpty()) {
      throw invalid(source, "architectures and archMap exclude each other");
    }
    names.addAll(plain);
    String own = SeccompDefault.architectures(machine, false).get(0);
    for (Object entry : mapped) {
      if (entry instanceof Map<?, ?> map && own.equals(map.get("architecture"))) {
        names.add(own);
        names.addAll(list(map.get("subArchitectures"), source));
      }
    }
    return names;
  }

  private static List<Object> rules(
      Map<?, ?> profile, String machine, long capabilities, String source) {
    List<Object> rules = new ArrayList<>();
    for (Object entry : list(profile.get("syscalls"), source)) {
      if (!(entry instanceof Map<?, ?> rule)) {
        throw invalid(source, "a rule is no object");
      }
      if (!holds(rule, machine, capabilities, source)) {
        continue;
      }
      Map<String, Object> kept = new LinkedHashMap<>();
      kept.put("names", names(rule, source));
      for (String field : RULE_FIELDS) {
        copy(rule, kept, field);
      }
      rules.add(kept);
    }
    return rules;
  }

  private static List<Object> names(Map<?, ?> rule, String source) {
    List<Object> names = new ArrayList<>(list(rule.get("names"), source));
    if (rule.get("name") instanceof String name && !name.isEmpty()) {
      names.add(name);
    }
    if (names.isEmpty()) {
      throw invalid(source, "a rule names no system call");
    }
    return names;
  }

  /** Tells whether all includes fit and no exclude does. */
  private static boolean holds(Map<?, ?> rule, String machine, long capabilities, String source) {
    if (rule.get("includes") instanceof Map<?, ?> includes) {
      List<?> arches = list(includes.get("arches"), source);
      if (!arches.isEmpty() && !arches.contains(goName(machine))) {
        return false;
      }
      for (Object capability : list(includes.get("caps"), source)) {
        if ((capabilities & Capability.bit(String.valueOf(capability))) == 0) {
          return false;
        }
      }
      if (includes.get("minKernel") instanceof String version
          && !KernelVersion.isAtLeast(System.getProperty("os.version", ""), version)) {
        return false;
      }
    }
    if (rule.get("excludes") instanceof Map<?, ?> excludes) {
      if (list(excludes.get("arches"), source).contains(goName(machine))) {
        return false;
      }
      for (Object capability : list(excludes.get("caps"), source)) {
        if ((capabilities & Capability.bit(String.valueOf(capability))) != 0) {
          return false;
        }
      }
      return !(excludes.get("minKernel") instanceof String version
          && KernelVersion.isAtLeast(System.getProperty("os.version", ""), version));
    }
    return true;
  }

  private static String goName(String machine) {
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> machine;
    };
  }

  private static void copy(Map<?, ?> from, Map<String, Object> to, String field) {
    Object value = from.get(field);
    if (value != null) {
      to.put(field, value);
    }
  }

  private static List<?> list(@Nullable Object value, String source) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw invalid(source, "an array is expected where something else stands");
  }

  private static KapokException invalid(String source, @Nullable String reason) {
    return new KapokException(
        KapokException.Kind.INVALID, "reading seccomp profile " + source + ": " + reason);
  }
}
