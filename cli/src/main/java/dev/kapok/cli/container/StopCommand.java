package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code stop}: the stop signal, and after a while SIGKILL. */
public final class StopCommand implements Command {
  static final Option TIME =
      Option.number("time", 't', "Seconds to wait for stop before killing the container");

  @Override
  public Usage usage() {
    return Usage.of(
        "Stop one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Selection.all("Stop all running containers"),
            Selection.cidFile(),
            Selection.filter(),
            Selection.ignore(),
            Selection.latest(),
            TIME));
  }

  @Override
  public int run(Session session) {
    Integer timeout = timeout(session);
    boolean ignore = session.arguments().flag("ignore");
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.services().lifecycle().stop(name, timeout);
            return name;
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return ignore && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    List<String> names = Selection.of(session, true);
    if (names.size() > 1) {
      session.services().lifecycle().announceStop(names, timeout);
    }
    each.over(names);
    return each.code();
  }

  /** Returns what {@code --time} says; null where nothing. */
  public static @Nullable Integer timeout(Session session) {
    if (!session.arguments().given("time")) {
      return null;
    }
    long seconds = session.arguments().number("time", 0);
    // A negative time means to wait without end, as in docker.
    return seconds < 0 || seconds > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) seconds;
  }
}
