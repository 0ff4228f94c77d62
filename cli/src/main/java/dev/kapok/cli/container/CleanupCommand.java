package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.util.List;

/** {@code container cleanup}: what conmon calls when a container's process has ended. */
public final class CleanupCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Clean up network and mountpoints of one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Selection.all("Cleans up all containers"),
            Selection.latest(),
            Option.flag("rm", "After cleanup, remove the container entirely"),
            Option.number("restart-after", "Start it again; the launcher waits (milliseconds)"),
            Option.number(
                "finished", "When the end was that it is started again after (nanoseconds)"),
            Option.flag(
                "stopped-only", "Only cleanup when the container is in the stopped state")));
  }

  @Override
  public int run(Session session) {
    boolean stoppedOnly =
        session.arguments().flag("stopped-only") || session.arguments().flag("all");
    boolean remove = session.arguments().flag("rm");
    boolean again = session.arguments().given("restart-after");
    long finished = session.arguments().number("finished", 0);
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            if (again) {
              session.services().upkeep().startAgain(name, finished);
              return "";
            }
            session.services().upkeep().cleanup(name, stoppedOnly, remove);
            return stoppedOnly ? "" : name;
          }

          @Override
          protected boolean forgives(KapokException failure) {
            // The attached client may have cleaned up, and removed it, already.
            return (stoppedOnly || again) && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(Selection.of(session, false));
    return each.code();
  }
}
