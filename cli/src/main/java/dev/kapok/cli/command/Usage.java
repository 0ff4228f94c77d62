package dev.kapok.cli.command;

import dev.kapok.cli.args.Option;
import java.util.List;

/**
 * What words a command takes.
 *
 * @param summary one line that says what it does
 * @param words what follows its name, as help writes it: {@code [options] CONTAINER}
 * @param options its own options
 * @param interspersed whether options may stand behind the first other word
 */
public record Usage(String summary, String words, List<Option> options, boolean interspersed) {
  /** A command whose options may stand anywhere. */
  public static Usage of(String summary, String words, List<Option> options) {
    return new Usage(summary, words, options, true);
  }

  /** A command whose options end where the first other word begins. */
  public static Usage wrapping(String summary, String words, List<Option> options) {
    return new Usage(summary, words, options, false);
  }
}
