package dev.kapok.cli.tree;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ContainerTrees;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import java.util.ArrayList;
import java.util.List;

/** {@code unmount}: takes back what {@code mount} did. */
public final class UnmountCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Unmount working container's root filesystem",
        "[options] CONTAINER...",
        List.of(
            Option.flag("all", 'a', "Unmount all of the currently mounted containers"),
            Option.flag("force", 'f', "Pass over containers that run"),
            Option.flag("latest", 'l', "Act on the latest container kapok is aware of")));
  }

  @Override
  public int run(Session session) {
    OwnNamespace.require(session);
    Arguments arguments = session.arguments();
    boolean all = arguments.flag("all");
    boolean force = all || arguments.flag("force");
    ContainerTrees trees = session.services().engine().trees();
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            String id = trees.unmount(name, force);
            return id == null ? "" : id;
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return all;
          }
        };
    each.over(names(session, all));
    return each.code();
  }

  private static List<String> names(Session session, boolean all) {
    Arguments arguments = session.arguments();
    List<String> names = new ArrayList<>(arguments.words());
    if (all || arguments.flag("latest")) {
      if (!names.isEmpty()) {
        throw new UsageException("--all, --latest and containers cannot be used together");
      }
      for (ContainerSummary container : session.services().queries().list(ListFilter.ALL)) {
        if (all || names.isEmpty()) {
          names.add(container.id());
        }
      }
    } else if (names.isEmpty()) {
      throw new UsageException("you must provide at least one name or id");
    }
    return names;
  }
}
