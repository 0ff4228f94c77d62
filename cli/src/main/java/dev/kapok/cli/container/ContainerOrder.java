package dev.kapok.cli.container;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.ContainerSummary;
import java.util.Comparator;
import java.util.List;

/** What {@code ps --sort} orders by. */
final class ContainerOrder implements Comparator<ContainerSummary> {
  private final String key;

  ContainerOrder(String key) {
    this.key =
        switch (key) {
          case "command", "created", "id", "image", "names", "runningfor", "size", "status" -> key;
          default -> throw unknown(key);
        };
  }

  private static UsageException unknown(String key) {
    return UsageException.badOption(
        "invalid argument \""
            + key
            + "\" for \"--sort\" flag: \""
            + key
            + "\" is not a valid value.  Choose from: \"command, created, id, image, names,"
            + " runningfor, size, status\"");
  }

  /** Sorts a list that has the newest container first. */
  void sort(List<ContainerSummary> containers) {
    if (key.equals("created")) {
      reverse(containers);
    } else {
      containers.sort(this);
    }
  }

  private static void reverse(List<ContainerSummary> containers) {
    for (int low = 0, high = containers.size() - 1; low < high; low++, high--) {
      containers.set(low, containers.set(high, containers.get(low)));
    }
  }

  private static String command(ContainerSummary container) {
    return ContainerText.command(container.command(), true);
  }

  @Override
  public int compare(ContainerSummary a, ContainerSummary b) {
    return switch (key) {
      case "command" -> command(a).compareTo(command(b));
      case "id" -> a.id().compareTo(b.id());
      case "image" -> a.image().compareTo(b.image());
      case "names" -> a.name().compareTo(b.name());
      case "runningfor" -> Long.compare(a.started(), b.started());
      case "size" -> Long.compare(a.rwSize(), b.rwSize());
      case "status" -> a.status().word().compareTo(b.status().word());
      default -> throw new IllegalStateException(key);
    };
  }
}
