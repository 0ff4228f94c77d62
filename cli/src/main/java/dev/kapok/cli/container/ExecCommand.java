package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.options.UserFile;
import dev.kapok.cli.values.EnvParser;
import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ExecRequest;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code exec}: runs a command in a container that runs. */
public final class ExecCommand implements Command {
  /** What podman answers where the container does not run, or nothing shall run in it. */
  private static final int NOT_POSSIBLE = 255;

  @Override
  public Usage usage() {
    return Usage.wrapping(
        "Run a process in a running container",
        "[options] CONTAINER [COMMAND [ARG...]]",
        List.of(
            Option.flag("detach", 'd', "Run the exec session in detached mode (backgrounded)"),
            AttachOptionsGroup.detachKeys(),
            Option.list("env", 'e', "stringArray", "Set environment variables"),
            Option.commaList("env-file", "strings", "Read in a file of environment variables"),
            Option.flag("interactive", 'i', "Make STDIN available to the contained process"),
            Selection.latest(),
            Option.number("preserve-fds", "Pass N additional file descriptors to the container"),
            Option.flag(
                "privileged", "Give the process extended Linux capabilities inside the container"),
            Option.flag("tty", 't', "Allocate a pseudo-TTY. The default is false"),
            Option.text("user", 'u', "string", "Sets the username or UID used"),
            Option.text("workdir", 'w', "string", "Working directory inside the container")));
  }

  @Override
  public int run(Session session) {
    if (session.arguments().words().isEmpty() && !session.arguments().flag("latest")) {
      throw new UsageException("exec requires the name or ID of a container or the --latest flag");
    }
    String name = Selection.one(session);
    List<String> command = session.arguments().wordsFrom(Selection.wordsTaken(session));
    if (command.isEmpty()) {
      String id = session.services().queries().resolve(name);
      return refuse(
          session, "must provide a non-empty command to start an exec session in container " + id);
    }
    ExecRequest request = request(session, command);
    boolean detach = session.arguments().flag("detach");
    AttachOptions attach =
        detach
            ? null
            : AttachOptionsGroup.of(session, session.arguments().flag("interactive"), true, true);
    try {
      RunResult result = session.services().io().exec(name, request, attach);
      if (detach) {
        session.print(result.id());
        return 0;
      }
      return AttachOptionsGroup.exitCode(result.exitCode());
    } catch (KapokException e) {
      if (e.kind() != KapokException.Kind.WRONG_STATE) {
        throw e;
      }
      return refuse(session, e.getMessage());
    }
  }

  private static int refuse(Session session, @Nullable String reason) {
    session.console().err("Error: " + reason + "\n");
    return NOT_POSSIBLE;
  }

  private static ExecRequest request(Session session, List<String> command) {
    Arguments arguments = session.arguments();
    EnvParser env = new EnvParser(session.services().environment());
    List<String> files = arguments.list("env-file");
    for (int i = 0; i < files.size(); i++) {
      env.file(files.get(i), UserFile.read(files.get(i)));
    }
    List<String> variables = arguments.list("env");
    for (int i = 0; i < variables.size(); i++) {
      env.option(variables.get(i));
    }
    return new ExecRequest(
        command,
        env.entries(),
        arguments.text("workdir"),
        arguments.text("user"),
        arguments.flag("tty"),
        arguments.flag("interactive"),
        arguments.flag("privileged"),
        (int) Math.max(0, Math.min(arguments.number("preserve-fds", 0), 1024)));
  }
}
