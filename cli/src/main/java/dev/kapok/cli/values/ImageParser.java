package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.image.ConfigChange;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ShortNames;
import java.util.ArrayList;
import java.util.List;

/** What a new image is to be called, and what {@code --change} makes of its configuration. */
public final class ImageParser {
  private ImageParser() {}

  /** Reads the name for an image that is made here; one without a registry gets "localhost". */
  public static ImageReference name(String text) {
    try {
      return ShortNames.local(text);
    } catch (InvalidReferenceException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads instructions as a Dockerfile has them, such as {@code CMD ["/bin/sh"]}. */
  public static List<ConfigChange> changes(List<String> texts) {
    List<ConfigChange> changes = new ArrayList<>();
    for (String text : texts) {
      try {
        changes.add(ConfigChange.parse(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return changes;
  }
}
