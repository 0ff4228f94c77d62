package dev.kapok.cli.image;

import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.image.ImageReference;
import dev.kapok.image.registry.ShortNameQuestion;
import dev.kapok.sys.Host;
import dev.kapok.sys.Terminals;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a short name may mean and takes a number; it speaks on standard error, because the
 * image's id goes to standard output.
 */
final class ShortNameMenu implements ShortNameQuestion {
  private static final int TRIES = 3;

  private final Session session;

  ShortNameMenu(Session session) {
    this.session = session;
  }

  /**
   * Tells whether the user is at a terminal and reads what comes: who keeps the output in a script
   * is not there to answer.
   */
  static boolean canBeShown(Session session) {
    Terminals terminals = session.services().terminals();
    boolean reads = terminals.isTerminal(1) || "1".equals(Host.env("_KAPOK_MAY_ASK"));
    return terminals.isTerminal(0) && terminals.isTerminal(2) && reads;
  }

  @Override
  public ImageReference ask(String name, List<ImageReference> candidates) throws IOException {
    StringBuilder menu = new StringBuilder("Please select an image for " + name + ":\n");
    for (int i = 0; i < candidates.size(); i++) {
      menu.append("  ").append(i + 1).append(") ").append(candidates.get(i)).append('\n');
    }
    session.console().err(menu.toString());
    for (int i = 0; i < TRIES; i++) {
      session.console().err("Number [1-" + candidates.size() + "]: ");
      String answer = Question.line();
      ImageReference chosen = answer == null ? null : chosen(answer.strip(), candidates);
      if (chosen != null) {
        return chosen;
      }
      if (answer == null) {
        break;
      }
    }
    throw new IOException("no image was selected for the short name " + name);
  }

  private static @Nullable ImageReference chosen(String answer, List<ImageReference> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (answer.equals(Integer.toString(i + 1))) {
        return candidates.get(i);
      }
    }
    return null;
  }
}
