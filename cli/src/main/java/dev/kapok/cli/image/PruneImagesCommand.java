package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.image.ImageSummary;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Map;

/** {@code image prune}: removes images that nothing needs. */
public final class PruneImagesCommand implements Command {
  private static final long SECOND = 1_000_000_000L;

  @Override
  public Usage usage() {
    return Usage.of(
        "Remove unused images",
        "[options]",
        List.of(
            Option.flag(
                "all", 'a', "Remove all images not in use by containers, not just dangling ones"),
            Option.list(
                "filter", "stringArray", "Provide filter values (e.g. 'label=<key>=<value>')"),
            Option.flag("force", 'f', "Do not prompt for confirmation")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    Map<String, List<String>> filters =
        FilterParser.parse(
            arguments.list("filter"), List.of("until", "label", "label!"), List.of());
    boolean all = arguments.flag("all");
    if (!arguments.flag("force") && !Question.isYes(session, warning(all))) {
      return 0;
    }
    Images images = session.services().images();
    for (ImageSummary image : images.list()) {
      boolean isOwn = !image.readOnly();
      boolean isMeant = isOwn && (all || image.dangling()) && fits(session, image, filters);
      if (isMeant && isRemoved(images, image)) {
        session.print(image.id());
      }
    }
    return 0;
  }

  private static String warning(boolean all) {
    return all
        ? "WARNING! This command removes all images without at least one container associated with"
            + " them."
        : "WARNING! This command removes all dangling images.";
  }

  private static boolean isRemoved(Images images, ImageSummary image) {
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

  private static boolean fits(
      Session session, ImageSummary image, Map<String, List<String>> filters) {
    for (String until : filters.getOrDefault("until", List.of())) {
      if (image.created() * SECOND >= TimeParser.moment(until, session.services().now())) {
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
