package dev.kapok.cli.system;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.connect.PluginProgram;
import java.util.List;

/**
 * {@code system cni-plugin TYPE}, hidden: a built-in plugin as a program on the CNI path, for tests
 * and for other runtimes.
 */
public final class CniPluginCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Run a built-in CNI plugin", "TYPE", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new dev.kapok.cli.args.UsageException("`" + session.path() + "` takes one type");
    }
    Services services = session.services();
    String locks = services.config().directories().runRoot() + "/locks";
    PluginProgram.Answer answer =
        new PluginProgram(services.kernel(), services.environment(), locks).run(words.get(0));
    if (!answer.json().isEmpty()) {
      session.print(answer.json());
    }
    return answer.ok() ? 0 : 1;
  }
}
