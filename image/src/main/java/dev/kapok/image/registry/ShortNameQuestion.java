package dev.kapok.image.registry;

import dev.kapok.image.ImageReference;
import java.io.IOException;
import java.util.List;

/** Asks a user at a terminal which image a short name means. */
public interface ShortNameQuestion {
  /**
   * Asks.
   *
   * @param candidates two at least
   * @return one of them
   * @throws IOException where there is no answer
   */
  ImageReference ask(String name, List<ImageReference> candidates) throws IOException;
}
