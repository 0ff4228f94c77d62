package dev.kapok.cli.pod;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.NamePattern;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.PodSummary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which pods are meant. Of values of one key one must fit, of labels all; and of the keys all. */
final class PodFilter {
  private static final List<String> KNOWN =
      List.of(
          "ctr-ids",
          "ctr-names",
          "ctr-number",
          "ctr-status",
          "id",
          "label",
          "label!",
          "name",
          "network",
          "status",
          "until");
  private static final List<String> CONTAINER_STATES =
      List.of("created", "initialized", "running", "stopped", "paused", "exited", "unknown");
  private static final List<String> STATES =
      List.of("stopped", "running", "paused", "exited", "dead", "created", "degraded");

  private final Map<String, List<String>> filters;
  private final long now;

  private PodFilter(Map<String, List<String>> filters, long now) {
    this.filters = filters;
    this.now = now;
  }

  /** Reads what was typed. */
  static PodFilter of(List<String> texts, long now) {
    Map<String, List<String>> filters = FilterParser.parse(texts, KNOWN, List.of());
    require(filters.get("status"), STATES, " is not a valid pod status");
    require(filters.get("ctr-status"), CONTAINER_STATES, " is not a valid status");
    return new PodFilter(filters, now);
  }

  private static void require(@Nullable List<String> values, List<String> known, String why) {
    for (int i = 0; values != null && i < values.size(); i++) {
      if (!known.contains(values.get(i).toLowerCase(Locale.ROOT))) {
        throw new UsageException(values.get(i) + why);
      }
    }
  }

  /** Returns those that fit, in a list that may be changed. */
  List<PodSummary> apply(List<PodSummary> all) {
    List<PodSummary> fitting = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (fits(all.get(i))) {
        fitting.add(all.get(i));
      }
    }
    return fitting;
  }

  private boolean fits(PodSummary pod) {
    if (filters.isEmpty()) {
      return true;
    }
    for (Iterator<Map.Entry<String, List<String>>> keys = filters.entrySet().iterator();
        keys.hasNext(); ) {
      Map.Entry<String, List<String>> filter = keys.next();
      if (!fits(pod, filter.getKey(), filter.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(PodSummary pod, String key, List<String> values) {
    boolean each = key.startsWith("label") || key.equals("until");
    for (int i = 0; i < values.size(); i++) {
      boolean fits = fits(pod, key, values.get(i));
      if (fits != each) {
        return fits;
      }
    }
    return each;
  }

  private boolean fits(PodSummary pod, String key, String value) {
    return switch (key) {
      case "id" -> pod.pod().id().startsWith(value);
      case "name" -> NamePattern.fits(value, pod.pod().name());
      case "label" -> hasLabel(pod, value);
      case "label!" -> !hasLabel(pod, value);
      case "status" -> pod.status().equalsIgnoreCase(value);
      case "until" -> pod.pod().created() < TimeParser.moment(value, now);
      case "ctr-number" -> Integer.toString(pod.containers().size()).equals(value);
      default -> anyFits(pod, key, value);
    };
  }

  private static boolean hasLabel(PodSummary pod, String value) {
    int equals = value.indexOf('=');
    String found = pod.pod().labels().get(equals < 0 ? value : value.substring(0, equals));
    return found != null && (equals < 0 || found.equals(value.substring(equals + 1)));
  }

  private static boolean anyFits(PodSummary pod, String key, String value) {
    for (int i = 0; i < pod.containers().size(); i++) {
      ContainerSummary container = pod.containers().get(i);
      boolean fits =
          switch (key) {
            case "ctr-ids" -> container.id().startsWith(value);
            case "ctr-names" -> NamePattern.fits(value, container.name());
            case "network" ->
                container.infra() && ("," + container.network() + ",").contains("," + value + ",");
            default -> isIn(container, value);
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(ContainerSummary container, String state) {
    String word = container.status().word();
    boolean ended = word.equals("exited") || word.equals("stopped");
    return word.equalsIgnoreCase(state) || (ended && state.equalsIgnoreCase("stopped"));
  }
}
