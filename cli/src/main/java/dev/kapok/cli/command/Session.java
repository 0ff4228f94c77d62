package dev.kapok.cli.command;

import dev.kapok.cli.args.Arguments;
import java.util.List;

/**
 * One run of a command: the words it got, and its surroundings.
 *
 * @param path the names that led to the command: {@code kapok container ls}
 * @param commandLine all words as they were typed, the program's name first
 * @param arguments the command's own options and words
 * @param console where it prints
 * @param services what it works with
 */
public record Session(
    String path,
    List<String> commandLine,
    Arguments arguments,
    Console console,
    Services services) {
  /** Prints a line. */
  public void print(String line) {
    console.out(line + "\n");
  }

  /** Refuses words that no option takes. */
  public void refuseWords() {
    if (!arguments.words().isEmpty()) {
      throw new dev.kapok.cli.args.UsageException("`" + path + "` takes no arguments");
    }
  }
}
