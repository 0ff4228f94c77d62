package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code start}: starts containers that do not run. */
public final class StartCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Start one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Option.flag("all", "Start all containers regardless of their state or configuration"),
            Option.flag("attach", 'a', "Attach container's STDOUT and STDERR"),
            AttachOptionsGroup.detachKeys(),
            Selection.filter(),
            Option.flag("interactive", 'i', "Make STDIN available to the contained process"),
            Selection.latest(),
            AttachOptionsGroup.sigProxy()));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> names = Selection.of(session, false);
    if (arguments.flag("attach") || arguments.flag("interactive")) {
      if (names.size() != 1) {
        throw new UsageException("you cannot start and attach multiple containers at once");
      }
      return AttachOptionsGroup.exitCode(
          session
              .services()
              .io()
              .startAttached(
                  names.get(0),
                  AttachOptionsGroup.of(session, arguments.flag("interactive"), true, true)));
    }
    if (arguments.flag("sig-proxy")) {
      throw new UsageException("you cannot use sig-proxy without --attach");
    }
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            session.services().lifecycle().start(name);
            return name;
          }
        };
    each.over(names);
    return each.code();
  }
}
