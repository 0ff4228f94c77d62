package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.options.PodOptions;
import dev.kapok.cli.options.RequestOptions;
import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.model.ContainerRequest;
import java.util.List;

/** {@code run}: creates a container, starts it and, unless detached, stays with it. */
public final class RunCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = RequestOptions.options();
    options.add(Option.flag("detach", 'd', "Run container in background and print container ID"));
    options.add(Option.commaList("attach", 'a', "strings", "Attach to STDIN, STDOUT or STDERR"));
    options.add(AttachOptionsGroup.detachKeys());
    options.add(AttachOptionsGroup.sigProxy());
    return Usage.wrapping(
        "Run a command in a new container", "[options] IMAGE [COMMAND [ARG...]]", options);
  }

  @Override
  public int run(Session session) {
    if (!session.arguments().given("pod")) {
      return start(session);
    }
    return PodOptions.inPod(
        session,
        new PodOptions.Work() {
          @Override
          public int run() {
            return start(session);
          }
        });
  }

  private static int start(Session session) {
    Arguments arguments = session.arguments();
    ContainerRequest request =
        RequestOptions.build(
            arguments,
            session.services().environment(),
            session.services().config().defaults(),
            session.commandLine());
    AttachOptions attach = attach(session);
    if (arguments.flag("detach")) {
      if (arguments.given("attach")) {
        throw new UsageException("conflicting options: -a and -d");
      }
      RunResult started = session.services().lifecycle().run(request, null);
      session.print(started.id());
      return 0;
    }
    AttachOptionsGroup.warnWithoutTerminal(session);
    RunResult result = session.services().lifecycle().run(request, attach);
    return AttachOptionsGroup.exitCode(result.exitCode());
  }

  /** Reads what shall be joined; refuses what names no stream, or no keys to leave by. */
  static AttachOptions attach(Session session) {
    Arguments arguments = session.arguments();
    List<String> streams = arguments.list("attach");
    if (streams.isEmpty()) {
      return AttachOptionsGroup.of(session, arguments.flag("interactive"), true, true);
    }
    boolean stdin = false;
    boolean stdout = false;
    boolean stderr = false;
    for (int i = 0; i < streams.size(); i++) {
      switch (streams.get(i)) {
        case "stdin", "STDIN" -> stdin = true;
        case "stdout", "STDOUT" -> stdout = true;
        case "stderr", "STDERR" -> stderr = true;
        default ->
            throw new UsageException(
                "invalid stream \""
                    + streams.get(i)
                    + "\" for --attach - must be one of stdin, stdout, or stderr");
      }
    }
    return AttachOptionsGroup.of(session, stdin && arguments.flag("interactive"), stdout, stderr);
  }
}
