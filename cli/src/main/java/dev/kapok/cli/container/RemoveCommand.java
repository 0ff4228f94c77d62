package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import java.util.ArrayList;
import java.util.List;

/** {@code rm}: removes containers and what is their own. */
public final class RemoveCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Selection.all("Remove all containers"),
            Selection.cidFile(),
            Option.flag(
                "depend", "Remove container and all containers that depend on the selected one"),
            Option.commaList("filter", "strings", "Filter output based on conditions given"),
            Option.flag("force", 'f', "Force removal of a running or unusable container"),
            Selection.ignore(),
            Selection.latest(),
            StopCommand.TIME,
            Option.flag("volumes", 'v', "Remove anonymous volumes associated with the container")));
  }

  @Override
  public int run(Session session) {
    boolean force = session.arguments().flag("force");
    boolean ignore = session.arguments().flag("ignore") || force;
    // Whoever wants nothing to be left, or all that depends on it to go, wants no pods either.
    boolean pods = (force && session.arguments().flag("all")) || session.arguments().flag("depend");
    RemoveOptions options =
        new RemoveOptions(
            force, session.arguments().flag("volumes"), pods, StopCommand.timeout(session));
    boolean listed = session.arguments().flag("all") || session.arguments().given("filter");
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.services().lifecycle().remove(name, options);
            return name;
          }

          @Override
          protected boolean forgives(KapokException failure) {
            // What --all listed may be gone by now, by somebody else's hand.
            return (ignore || listed) && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    List<String> names = Selection.of(session, false);
    if (session.arguments().flag("depend")) {
      names = withDependents(session, names, each);
    }
    if (force && names.size() > 1) {
      session.services().lifecycle().announceStop(names, options.timeout());
    }
    if (names.size() == 1) {
      each.over(names);
    } else {
      session.services().lifecycle().removeAll(names, options, each);
    }
    // What commands left that were killed; and whoever removes all finds nothing afterwards, also
    // of containers that removed themselves in the meantime.
    session.services().upkeep().sweep(session.arguments().flag("all"));
    return each.removalCode();
  }

  /** Returns the ids of containers, each behind those that need it. */
  private static List<String> withDependents(Session session, List<String> names, EachName each) {
    List<String> ids = new ArrayList<>();
    ContainerQueries queries = session.services().queries();
    for (int i = 0; i < names.size(); i++) {
      try {
        List<String> found = new ArrayList<>(queries.dependents(names.get(i)));
        found.add(queries.resolve(names.get(i)));
        for (int j = 0; j < found.size(); j++) {
          if (!ids.contains(found.get(j))) {
            ids.add(found.get(j));
          }
        }
      } catch (KapokException e) {
        each.failed(e);
      }
    }
    return ids;
  }
}
