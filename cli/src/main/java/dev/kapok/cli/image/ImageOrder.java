package dev.kapok.cli.image;

import dev.kapok.cli.args.UsageException;
import java.util.Comparator;
import java.util.List;

/** What {@code images --sort} orders by. */
final class ImageOrder implements Comparator<ImageRow> {
  private final String key;

  ImageOrder(String key) {
    this.key =
        switch (key) {
          case "size", "tag", "created", "id", "repository" -> key;
          default ->
              throw new UsageException(
                  "\""
                      + key
                      + "\" is not a valid field for sorting. Choose from: size, tag, created,"
                      + " id, repository");
        };
  }

  void sort(List<ImageRow> rows) {
    rows.sort(this);
  }

  @Override
  public int compare(ImageRow a, ImageRow b) {
    return switch (key) {
      case "size" -> Long.compare(a.image().size(), b.image().size());
      case "tag" -> a.tag().compareTo(b.tag());
      case "id" -> a.image().id().compareTo(b.image().id());
      case "repository" ->
          (a.repository() + ":" + a.tag()).compareTo(b.repository() + ":" + b.tag());
      default -> Long.compare(b.image().created(), a.image().created());
    };
  }
}
