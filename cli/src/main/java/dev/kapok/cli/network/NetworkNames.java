package dev.kapok.cli.network;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import java.util.List;

/** Which networks a command is about. */
final class NetworkNames {
  private NetworkNames() {}

  /** Returns the words, of which there is one at least. */
  static List<String> of(Session session) {
    List<String> words = session.arguments().words();
    if (words.isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    return words;
  }

  /** Returns the two words that there are: a network and a container. */
  static List<String> withContainer(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 2) {
      throw new UsageException("accepts 2 arg(s), received " + words.size());
    }
    return words;
  }

  /** Returns the only word. */
  static String one(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    return words.get(0);
  }
}
