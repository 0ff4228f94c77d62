package dev.kapok.cli.pod;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.util.List;

/** {@code pod exists}: tells by the exit code whether a pod is here. */
public final class PodExistsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Check if a pod exists in local storage", "POD", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    try {
      session.services().engine().pods().get(words.get(0));
      return 0;
    } catch (KapokException e) {
      if (e.kind() == KapokException.Kind.NOT_FOUND) {
        return 1;
      }
      throw e;
    }
  }
}
