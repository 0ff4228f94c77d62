package dev.kapok.cli.pod;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.PodSummary;
import java.util.Comparator;
import java.util.List;

/** What {@code pod ps --sort} orders by. */
final class PodOrder implements Comparator<PodSummary> {
  private final String key;

  PodOrder(String key) {
    this.key =
        switch (key) {
          case "created", "id", "name", "number", "status" -> key;
          default ->
              throw UsageException.badOption(
                  "invalid argument \""
                      + key
                      + "\" for \"--sort\" flag: choose from created, id, name, number, status");
        };
  }

  /** Sorts a list that has the newest pod first, and leaves it so by default. */
  void sort(List<PodSummary> pods) {
    if (!key.equals("created")) {
      pods.sort(this);
    }
  }

  @Override
  public int compare(PodSummary a, PodSummary b) {
    return switch (key) {
      case "id" -> a.pod().id().compareTo(b.pod().id());
      case "name" -> a.pod().name().compareTo(b.pod().name());
      case "number" -> Integer.compare(a.containers().size(), b.containers().size());
      case "status" -> a.status().compareTo(b.status());
      default -> throw new IllegalStateException(key);
    };
  }
}
