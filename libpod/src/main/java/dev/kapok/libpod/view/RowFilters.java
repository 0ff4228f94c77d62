package dev.kapok.libpod.view;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Digits;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.ContainerList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The filters of lists: of one key any value may fit, of labels all must, of keys all must. */
final class RowFilters {
  private static final String SPECIAL = "^$.*+?()[]{}|\\";

  private final EngineParts parts;
  private final Map<String, List<String>> filters;
  private final Map<String, Long> bounds = new HashMap<>();

  /** The containers that use a volume which is filtered by. */
  private final Set<String> users = new HashSet<>();

  /**
   * Checks the keys and looks up what values name.
   *
   * @throws KapokException INVALID for a key or value that is none
   */
  RowFilters(EngineParts parts, Map<String, List<String>> filters, List<ContainerList.Row> rows) {
    this.parts = parts;
    this.filters = filters;
    if (filters.isEmpty()) {
      return; // lists without filters need not load what iterates over maps
    }
    for (Map.Entry<String, List<String>> entry : filters.entrySet()) {
      check(entry.getKey(), entry.getValue(), rows);
    }
  }

  private void check(String key, List<String> values, List<ContainerList.Row> rows) {
    switch (key) {
      case "id", "name", "label", "label!", "ancestor", "network", "pod", "command" -> {}
      case "volume" -> {
        for (String value : values) {
          users.addAll(parts.volumes().users(value));
        }
      }
      case "until" -> {
        for (String value : values) {
          bounds.put(key + value, Long.parseLong(value));
        }
      }
      case "status" -> {
        for (String value : values) {
          checkStatus(value);
        }
      }
      case "exited" -> {
        for (String value : values) {
          checkNumber(value);
        }
      }
      case "before", "since" -> {
        for (String value : values) {
          bounds.put(key + value, created(value, rows));
        }
      }
      default ->
          throw new KapokException(KapokException.Kind.INVALID, key + " is an invalid filter");
    }
  }

  private static void checkStatus(String value) {
    switch (value) {
      case "created",
          "initialized",
          "running",
          "paused",
          "exited",
          "stopped",
          "stopping",
          "removing",
          "configured",
          "unknown" -> {}
      default ->
          throw new KapokException(KapokException.Kind.INVALID, value + " is not a valid status");
    }
  }

  private static void checkNumber(String value) {
    if (Digits.parse(value, 9) < 0) {
      throw new KapokException(
          KapokException.Kind.INVALID, "exited code \"" + value + "\" is no number");
    }
  }

  private static long created(String nameOrId, List<ContainerList.Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      ContainerList.Row row = rows.get(i);
      if (row.name().equals(nameOrId) || row.id().startsWith(nameOrId)) {
        return row.created();
      }
    }
    throw new KapokException(
        KapokException.Kind.NOT_FOUND,
        "no container with name or ID \"" + nameOrId + "\" found: no such container");
  }

  /** Tells whether the filters themselves say which states are shown. */
  boolean decideStatus() {
    return filters.containsKey("status") || filters.containsKey("exited");
  }

  /** Tells whether a container fits all keys. */
  boolean fit(ContainerList.Row row, ContainerListing.Now now) {
    if (filters.isEmpty()) {
      return true;
    }
    for (Map.Entry<String, List<String>> entry : filters.entrySet()) {
      if (!fits(entry.getKey(), entry.getValue(), row, now)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(
      String key, List<String> values, ContainerList.Row row, ContainerListing.Now now) {
    boolean all = key.startsWith("label");
    for (int i = 0; i < values.size(); i++) {
      if (fits(key, values.get(i), row, now) != all) {
        return !all;
      }
    }
    return all;
  }

  private boolean fits(String key, String value, ContainerList.Row row, ContainerListing.Now now) {
    return switch (key) {
      case "id" -> matches(row.id(), value);
      case "name" -> matches(row.name(), value);
      case "command" -> !row.command().isEmpty() && row.command().get(0).equals(value);
      case "label" -> hasLabel(row, value);
      case "label!" -> !hasLabel(row, value);
      case "status" -> isStatus(now.status(), value);
      case "exited" -> now.status() == Status.EXITED && now.exitCode() == Integer.parseInt(value);
      case "ancestor" -> hasAncestor(row, value);
      case "volume" -> users.contains(row.id()) || row.mounts().contains(value);
      case "network" -> isOn(row.network(), value);
      case "pod" -> isIn(row, value);
      case "before", "until" -> row.created() < bound(key + value);
      default -> row.created() > bound(key + value);
    };
  }

  private static boolean isIn(ContainerList.Row row, String value) {
    return !row.pod().isEmpty() && (row.podName().equals(value) || row.pod().startsWith(value));
  }

  private static boolean isOn(String networks, String value) {
    return networks.equalsIgnoreCase(value) || ("," + networks + ",").contains("," + value + ",");
  }

  private long bound(String key) {
    Long bound = bounds.get(key);
    return bound == null ? 0 : bound;
  }

  private static boolean isStatus(Status status, String value) {
    return switch (value) {
      case "stopped", "exited" -> status == Status.EXITED;
      case "configured" -> status == Status.CONFIGURED;
      default -> status.word().equals(value);
    };
  }

  private static boolean hasLabel(ContainerList.Row row, String value) {
    int equals = value.indexOf('=');
    String found = row.labels().get(equals < 0 ? value : value.substring(0, equals));
    return found != null && (equals < 0 || found.equals(value.substring(equals + 1)));
  }

  private boolean hasAncestor(ContainerList.Row row, String value) {
    if (row.image().equals(value) || row.imageId().startsWith(value)) {
      return true;
    }
    StoredImage image = parts.images().find(value);
    return image != null && image.id().equals(row.imageId());
  }

  /** A plain text is a part of the name or id; anything else is a regular expression. */
  private static boolean matches(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (SPECIAL.indexOf(value.charAt(i)) >= 0) {
        return find(name, value);
      }
    }
    return name.contains(value);
  }

  private static boolean find(String text, String expression) {
    try {
      return Pattern.compile(expression).matcher(text).find();
    } catch (PatternSyntaxException e) {
      @Nullable String reason = e.getDescription();
      throw new KapokException(
          KapokException.Kind.INVALID, "filter by \"" + expression + "\": " + reason, e);
    }
  }
}
