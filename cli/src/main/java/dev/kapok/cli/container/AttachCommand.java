package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code attach}: joins this process to a container that runs. */
public final class AttachCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Attach to a running container",
        "[options] CONTAINER",
        List.of(
            AttachOptionsGroup.detachKeys(),
            Selection.latest(),
            Option.flag("no-stdin", "Do not attach STDIN. The default is false"),
            AttachOptionsGroup.sigProxy()));
  }

  @Override
  public int run(Session session) {
    if (session.arguments().words().size() > Selection.wordsTaken(session)) {
      throw new UsageException("attach requires the name or id of one running container");
    }
    boolean stdin = !session.arguments().flag("no-stdin");
    return AttachOptionsGroup.exitCode(
        session
            .services()
            .io()
            .attach(Selection.one(session), AttachOptionsGroup.of(session, stdin, true, true)));
  }
}
