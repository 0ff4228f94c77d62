package dev.kapok.cli.image;

import dev.kapok.cli.command.Services;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.image.ImageSummary;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Removes images that nothing needs. */
public final class ImagePruning {
  /** What can be filtered by. */
  public static final List<String> FILTERS = List.of("until", "label", "label!");

  private static final long SECOND = 1_000_000_000L;

  private final Images images;
  private final long now;
  private final boolean all;
  private final Map<String, List<String>> filters;

  /**
   * Plans it.
   *
   * @param all whether images with names go, too, if no container needs them
   * @param filters of the keys in {@link #FILTERS}
   */
  public ImagePruning(Services services, boolean all, Map<String, List<String>> filters) {
    this.images = services.images();
    this.now = services.now();
    this.all = all;
    this.filters = filters;
  }

  /**
   * Removes them and returns their ids. With the last image on top of it, one may become unused.
   */
  public List<String> run() {
    List<String> removed = new ArrayList<>();
    int before = -1;
    while (before < removed.size()) {
      before = removed.size();
      for (ImageSummary image : images.list()) {
        boolean isMeant = !image.readOnly() && (all || image.dangling()) && fits(image);
        if (isMeant && isRemoved(image)) {
          removed.add(image.id());
        }
      }
    }
    return removed;
  }

  private boolean isRemoved(ImageSummary image) {
    try {
      return images.removeUnused(image.id()).deleted() != null;
    } catch (KapokException e) {
      boolean isPassed =
          e.kind() == KapokException.Kind.IN_USE || e.kind() == KapokException.Kind.NOT_FOUND;
      if (isPassed) {
        return false;
      }
      throw e;
    }
  }

  private boolean fits(ImageSummary image) {
    for (String until : filters.getOrDefault("until", List.of())) {
      if (image.created() * SECOND >= TimeParser.moment(until, now)) {
        return false;
      }
    }
    for (String label : filters.getOrDefault("label", List.of())) {
      if (!hasLabel(image, label)) {
        return false;
      }
    }
    for (String label : filters.getOrDefault("label!", List.of())) {
      if (hasLabel(image, label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLabel(ImageSummary image, String wanted) {
    String labels = image.labels();
    if (labels == null) {
      return false;
    }
    int equals = wanted.indexOf('=');
    String value =
        Json.string(Json.parseObject(labels), equals < 0 ? wanted : wanted.substring(0, equals));
    return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
  }
}
