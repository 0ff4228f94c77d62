package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.image.ImageSummary;
import dev.kapok.libpod.Images;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which images a list shows: those that its word and its filters fit. */
final class ImageFilter {
  private static final List<String> KNOWN =
      List.of(
          "after",
          "before",
          "containers",
          "dangling",
          "digest",
          "id",
          "intermediate",
          "label",
          "readonly",
          "reference",
          "since",
          "until");
  private static final List<String> LATER = List.of("manifest");
  private static final long SECOND = 1_000_000_000L;

  private final Images images;
  private final Map<String, List<String>> filters;
  private final String word;
  private final long now;
  private @Nullable Set<String> used;

  /**
   * Reads what was typed.
   *
   * @param now in nanoseconds since the epoch, for ages
   */
  ImageFilter(Images images, Arguments arguments, long now) {
    this.images = images;
    this.now = now;
    this.filters = FilterParser.parse(arguments.list("filter"), KNOWN, LATER);
    if (!arguments.flag("all") && !filters.containsKey("intermediate")) {
      filters.put("intermediate", List.of("false"));
    }
    this.word = arguments.words().isEmpty() ? "" : arguments.words().get(0);
  }

  List<ImageRow> apply(List<ImageSummary> all) {
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (fits(all.get(i), all)) {
        addRows(rows, all.get(i));
      }
    }
    return rows;
  }

  private void addRows(List<ImageRow> rows, ImageSummary image) {
    List<ImageRow> own = ImageRow.of(image);
    for (int i = 0; i < own.size(); i++) {
      ImageRow row = own.get(i);
      if (word.isEmpty() || Reference.fits(word, row.repository(), row.tag())) {
        rows.add(row);
      }
    }
  }

  private boolean fits(ImageSummary image, List<ImageSummary> all) {
    for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
      if (!fits(image, all, filter.getKey(), filter.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Labels must all fit; of other filters of a kind, one. */
  private boolean fits(
      ImageSummary image, List<ImageSummary> all, String key, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      boolean fits = fits(image, all, key, values.get(i));
      if (fits != key.equals("label")) {
        return fits;
      }
    }
    return key.equals("label");
  }

  private boolean fits(ImageSummary image, List<ImageSummary> all, String key, String value) {
    return switch (key) {
      case "id" -> image.id().startsWith(value);
      case "digest" -> hasDigest(image, value);
      case "dangling" -> image.dangling() == truth(key, value);
      case "intermediate" -> image.intermediate() == truth(key, value);
      case "readonly" -> image.readOnly() == truth(key, value);
      case "containers" -> isUsed(image) == truth(key, value);
      case "until" -> image.created() * SECOND < TimeParser.moment(value, now);
      case "label" -> hasLabel(image, value);
      case "reference" -> hasReference(image, value);
      case "before" -> image.created() < created(all, value);
      default -> image.created() > created(all, value);
    };
  }

  private long created(List<ImageSummary> all, String name) {
    String id = images.resolve(name);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(id)) {
        return all.get(i).created();
      }
    }
    return 0;
  }

  private static boolean hasDigest(ImageSummary image, String beginning) {
    String digest = image.digest();
    return digest != null && digest.startsWith(beginning);
  }

  private boolean isUsed(ImageSummary image) {
    Set<String> known = used;
    if (known == null) {
      known = images.used();
      used = known;
    }
    return known.contains(image.id());
  }

  private static boolean truth(String key, String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new UsageException("non-boolean value \"" + value + "\" for " + key + " filter");
    };
  }

  private static boolean hasLabel(ImageSummary image, String wanted) {
    String labels = image.labels();
    if (labels == null) {
      return false;
    }
    int equals = wanted.indexOf('=');
    String key = equals < 0 ? wanted : wanted.substring(0, equals);
    String value = Json.string(Json.parseObject(labels), key);
    return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
  }

  private static boolean hasReference(ImageSummary image, String pattern) {
    List<ImageRow> rows = ImageRow.of(image);
    for (int i = 0; i < rows.size(); i++) {
      if (Reference.fits(pattern, rows.get(i).repository(), rows.get(i).tag())) {
        return true;
      }
    }
    return false;
  }
}
