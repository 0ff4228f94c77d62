package dev.kapok.cli.volume;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Volumes;
import java.util.List;

/** {@code volume rm}: removes volumes. Exit codes: 1 for what is not there, 2 for what is used. */
public final class RemoveVolumesCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove one or more volumes",
        "[options] VOLUME [VOLUME...]",
        List.of(
            Option.flag("all", 'a', "Remove all volumes"),
            Option.flag(
                "force", 'f', "Remove a volume by force, even if it is being used by a container"),
            Option.number(
                "time", 't', "Seconds to wait for running containers to stop before killing")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    Volumes volumes = session.services().engine().volumes();
    boolean force = arguments.flag("force");
    Integer timeout = arguments.given("time") ? (int) arguments.number("time", 0) : null;
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return volumes.remove(name, force, timeout);
          }

          @Override
          protected boolean forgives(KapokException failure) {
            return force && failure.kind() == KapokException.Kind.NOT_FOUND;
          }
        };
    each.over(VolumeNames.of(session, volumes));
    return each.removalCode();
  }
}
