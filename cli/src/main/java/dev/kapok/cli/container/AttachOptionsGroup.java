package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Session;
import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerIo;
import dev.kapok.sys.OutputClosedException;

/** What all commands have in common that join this process to a container. */
final class AttachOptionsGroup {
  private static final int NONE = -1;

  private AttachOptionsGroup() {}

  static Option detachKeys() {
    return Option.text(
        "detach-keys",
        "[a-Z]",
        "Select the key sequence for detaching a container (default \"ctrl-p,ctrl-q\")");
  }

  static Option sigProxy() {
    return Option.flag("sig-proxy", "Proxy received signals to the process (default true)");
  }

  /** Joins the streams that are wanted. */
  static AttachOptions of(Session session, boolean stdin, boolean stdout, boolean stderr) {
    Arguments arguments = session.arguments();
    return new AttachOptions(
        stdin ? 0 : NONE,
        stdout ? 1 : NONE,
        stderr ? 2 : NONE,
        arguments.text("detach-keys", session.services().config().defaults().detachKeys()),
        arguments.flag("sig-proxy", true));
  }

  /** Makes a process's exit code of what the engine answered. */
  static int exitCode(int code) {
    return switch (code) {
      case ContainerIo.DETACHED -> 0;
      case ContainerIo.OUTPUT_BROKEN -> OutputClosedException.EXIT_CODE;
      default -> code;
    };
  }

  /** Says so where a terminal was asked for that this process does not have. */
  static void warnWithoutTerminal(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.flag("tty")
        && arguments.flag("interactive")
        && !session.services().terminals().isTerminal(0)) {
      session
          .console()
          .err(
              "the input device is not a TTY. The --tty and --interactive flags might not work"
                  + " properly\n");
    }
  }
}
