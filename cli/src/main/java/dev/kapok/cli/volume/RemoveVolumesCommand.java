package dev.kapok.cli.volume;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachRemoval;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.Volumes;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    Volumes volumes = session.services().engine().volumes();
    EachRemoval each =
        new EachRemoval(session) {
          @Override
          protected String remove(String name, boolean withUsers, @Nullable Integer seconds) {
            return volumes.remove(name, withUsers, seconds);
          }
        };
    each.over(VolumeNames.of(session, volumes));
    return each.removalCode();
  }
}
