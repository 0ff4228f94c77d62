package dev.kapok.cli.volume;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.NamePattern;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which volumes are meant. Of values of one key one must fit, of labels, options and moments all;
 * and of the keys all.
 */
public final class VolumeFilter {
  private static final List<String> LISTED =
      List.of(
          "after",
          "dangling",
          "driver",
          "label",
          "label!",
          "name",
          "opt",
          "scope",
          "since",
          "until");
  private static final List<String> PRUNED =
      List.of("after", "all", "anonymous", "label", "label!", "name", "opt", "since", "until");

  private final Map<String, List<String>> filters;
  private final long now;

  private VolumeFilter(Map<String, List<String>> filters, long now) {
    this.filters = filters;
    this.now = now;
  }

  /** Reads the filters of a list. */
  static VolumeFilter ofList(List<String> texts, long now) {
    return new VolumeFilter(FilterParser.parse(texts, LISTED, List.of()), now);
  }

  /** Reads the filters of {@code volume prune}. */
  static VolumeFilter ofPrune(List<String> texts, long now) {
    return new VolumeFilter(FilterParser.parse(texts, PRUNED, List.of()), now);
  }

  /** Takes filters that were read: until, label, label!. */
  public static VolumeFilter of(Map<String, List<String>> filters, long now) {
    return new VolumeFilter(filters, now);
  }

  /** Returns those that fit. */
  public List<VolumeSummary> apply(List<VolumeSummary> all) {
    if (filters.isEmpty()) {
      return all;
    }
    List<VolumeSummary> fitting = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (fits(all.get(i), all)) {
        fitting.add(all.get(i));
      }
    }
    return fitting;
  }

  private boolean fits(VolumeSummary volume, List<VolumeSummary> all) {
    for (Iterator<Map.Entry<String, List<String>>> keys = filters.entrySet().iterator();
        keys.hasNext(); ) {
      Map.Entry<String, List<String>> filter = keys.next();
      if (!fits(volume, all, filter.getKey(), filter.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(
      VolumeSummary volume, List<VolumeSummary> all, String key, List<String> values) {
    boolean each = key.startsWith("label") || key.equals("opt") || key.equals("until");
    for (int i = 0; i < values.size(); i++) {
      boolean fits = fits(volume, all, key, values.get(i));
      if (fits != each) {
        return fits;
      }
    }
    return each;
  }

  private boolean fits(VolumeSummary volume, List<VolumeSummary> all, String key, String value) {
    return switch (key) {
      case "driver", "scope" -> value.equals("local");
      case "name" -> NamePattern.fits(value, volume.name());
      case "label" -> has(volume.labels(), value);
      case "label!" -> !has(volume.labels(), value);
      case "opt" -> has(volume.options(), value);
      case "dangling" -> (volume.users() == 0) == truth(key, value);
      case "anonymous" -> volume.anonymous() == truth(key, value);
      case "all" -> truth(key, value) || volume.anonymous();
      case "until" -> volume.created() < TimeParser.moment(value, now);
      default -> volume.created() > created(all, value);
    };
  }

  /** Returns when the volume of a name was made; other texts are moments. */
  private long created(List<VolumeSummary> all, String value) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(value)) {
        return all.get(i).created();
      }
    }
    return TimeParser.moment(value, now);
  }

  private static boolean truth(String key, String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new UsageException("\"" + value + "\" is not a valid value for filter " + key);
    };
  }

  private static boolean has(String object, String wanted) {
    int equals = wanted.indexOf('=');
    String key = equals < 0 ? wanted : wanted.substring(0, equals);
    String value = Json.string(Json.parseObject(object), key);
    return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
  }
}
