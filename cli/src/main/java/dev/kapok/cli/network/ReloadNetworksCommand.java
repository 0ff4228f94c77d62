package dev.kapok.cli.network;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.container.Selection;
import dev.kapok.libpod.KapokException;
import java.util.List;

/** {@code network reload}: sets up anew what the networks of running containers need. */
public final class ReloadNetworksCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Reload container networks, recreating firewall rules",
        "[options] [CONTAINER...]",
        List.of(
            Selection.all("Reload network configuration of all containers"), Selection.latest()));
  }

  @Override
  public int run(Session session) {
    boolean all = session.arguments().flag("all");
    if (all && !session.arguments().words().isEmpty()) {
      throw new UsageException("no arguments are needed with --all");
    }
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return session.services().engine().containerNetworks().reload(name);
          }

          @Override
          protected boolean forgives(KapokException failure) {
            // Those without defined networks, and those that end just now.
            return all
                && (failure.kind() == KapokException.Kind.WRONG_STATE
                    || failure.kind() == KapokException.Kind.NOT_FOUND);
          }
        };
    each.over(Selection.of(session, true));
    return each.code();
  }
}
