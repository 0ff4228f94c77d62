package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.image.ImageSummary;
import dev.kapok.libpod.Images;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which images a list shows: those that its word and its filters fit. */
final class ImageFilter {
  private static final List<String> KNOWN =
      List.of("reference", "dangling", "label", "before", "since", "after", "id", "readonly");
  private static final List<String> LATER =
      List.of("containers", "digest", "intermediate", "manifest", "until");

  private final Images images;
  private final Map<String, List<String>> filters;
  private final String word;

  ImageFilter(Images images, Arguments arguments) {
    this.images = images;
    this.filters = FilterParser.parse(arguments.list("filter"), KNOWN, LATER);
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
      case "dangling" -> image.dangling() == truth(key, value);
      case "readonly" -> image.readOnly() == truth(key, value);
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

  private static boolean truth(String filter, String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new UsageException("non-boolean value \"" + value + "\" for " + filter + " filter");
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
