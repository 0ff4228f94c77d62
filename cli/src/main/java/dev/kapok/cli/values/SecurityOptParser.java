package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --security-opt}: seccomp, no-new-privileges, mask, unmask. */
public final class SecurityOptParser {
  private @Nullable String seccomp;
  private boolean noNewPrivileges;
  private final List<String> mask = new ArrayList<>();
  private final List<String> unmask = new ArrayList<>();

  /** Reads one value. */
  public void add(String text) {
    int split = separator(text);
    String key = split < 0 ? text : text.substring(0, split);
    String value = split < 0 ? "" : text.substring(split + 1);
    switch (key) {
      case "seccomp" -> seccomp = needed(text, value);
      case "no-new-privileges" -> noNewPrivileges = flag(text, value);
      case "mask" -> addPaths(text, value, mask);
      case "unmask" -> {
        if (value.equals("ALL") || value.equals("all")) {
          unmask.add("ALL");
        } else {
          addPaths(text, value, unmask);
        }
      }
      case "label", "apparmor", "proc-opts", "systempaths" -> nothing(key, value);
      default -> throw new UsageException("invalid --security-opt: \"" + text + "\"");
    }
  }

  /** What turns off a protection that is never on needs no work; anything else does. */
  private static void nothing(String key, String value) {
    boolean off = value.equals(key.equals("label") ? "disable" : "unconfined");
    if (!off || key.equals("proc-opts") || key.equals("systempaths")) {
      throw NotSupported.value("--security-opt", key + "=" + value);
    }
  }

  /** The older form has a colon in place of the equals sign. */
  private static int separator(String text) {
    int equals = text.indexOf('=');
    return equals >= 0 ? equals : text.indexOf(':');
  }

  private static boolean flag(String text, String value) {
    return switch (value) {
      case "", "true" -> true;
      case "false" -> false;
      default -> throw new UsageException("invalid --security-opt: \"" + text + "\"");
    };
  }

  private static void addPaths(String text, String value, List<String> paths) {
    List<String> parts = Words.split(needed(text, value), ':');
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).startsWith("/")) {
        throw new UsageException(
            "invalid --security-opt \"" + text + "\": \"" + parts.get(i) + "\" is not absolute");
      }
      paths.add(parts.get(i));
    }
  }

  private static String needed(String text, String value) {
    if (value.isEmpty()) {
      throw new UsageException("invalid --security-opt: \"" + text + "\" needs a value");
    }
    return value;
  }

  /** Returns the profile's path, "unconfined", or null for the default. */
  public @Nullable String seccomp() {
    return seccomp;
  }

  /** Tells whether programs may not gain privileges. */
  public boolean noNewPrivileges() {
    return noNewPrivileges;
  }

  /** Returns the paths to hide. */
  public List<String> mask() {
    return mask;
  }

  /** Returns the paths not to hide; "ALL" for all. */
  public List<String> unmask() {
    return unmask;
  }
}
