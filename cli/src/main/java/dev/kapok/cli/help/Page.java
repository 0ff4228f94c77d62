package dev.kapok.cli.help;

import dev.kapok.cli.command.Usage;

/**
 * A command to explain.
 *
 * @param path the names that lead to it: {@code kapok container ls}
 */
public record Page(String path, Usage usage) {
  /** Returns the last of its names. */
  public String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }
}
