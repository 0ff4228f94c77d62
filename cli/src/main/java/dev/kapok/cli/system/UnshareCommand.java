package dev.kapok.cli.system;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Host;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Signals;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code unshare}: runs a command where a user's containers live, in which the user is root. */
public final class UnshareCommand implements Command {
  private static final String ROOTLESS_NETNS = "rootless-netns";

  @Override
  public Usage usage() {
    return Usage.wrapping(
        "Run a command in a modified user namespace",
        "[options] [COMMAND [ARG...]]",
        List.of(
            Option.flag(
                ROOTLESS_NETNS, "Join the rootless network namespace used for CNI networking")));
  }

  @Override
  public int run(Session session) {
    if (!Host.rootless()) {
      throw new UsageException("please use unshare with rootless");
    }
    List<String> command = session.arguments().words();
    if (command.isEmpty()) {
      String shell = Host.env("SHELL");
      command = List.of(shell == null || shell.isEmpty() ? "/bin/sh" : shell);
    }
    Program program = new Program(session, argv(session.services().kernel(), command));
    if (session.arguments().flag(ROOTLESS_NETNS)) {
      session.services().engine().networks().inNamespace(program);
    } else {
      program.run();
    }
    return program.code;
  }

  private static List<String> argv(Kernel kernel, List<String> command) {
    String path = Host.env("PATH");
    String program = kernel.processes().find(command.get(0), path == null ? "/usr/bin:/bin" : path);
    if (program == null) {
      throw new KapokException(
          KapokException.Kind.COMMAND_NOT_FOUND,
          "exec: \"" + command.get(0) + "\": executable file not found in $PATH");
    }
    List<String> argv = new ArrayList<>(command);
    argv.set(0, program);
    return argv;
  }

  /** Runs the program to its end. */
  private static final class Program implements Runnable {
    private final Session session;
    private final List<String> argv;
    private int code;

    Program(Session session, List<String> argv) {
      this.session = session;
      this.argv = argv;
    }

    @Override
    public void run() {
      Kernel kernel = session.services().kernel();
      session.console().flush();
      int pid =
          kernel
              .processes()
              .spawn(
                  new ProcessSpec(
                      argv, session.services().environment(), null, List.of(0, 1, 2), false));
      Signals.handle(new Forward(kernel.pids(), pid));
      code = kernel.processes().await(pid);
      Signals.handle(Signals.Handler.NONE);
    }
  }

  /** What a terminal sends, it sends to the program as well; anything else is passed on. */
  private record Forward(Pids pids, int pid) implements Signals.Handler {
    @Override
    public boolean handle(int signal) {
      boolean fromTerminal =
          signal == Signals.SIGINT || signal == Signals.SIGQUIT || signal == Signals.SIGWINCH;
      return fromTerminal || pids.kill(pid, signal);
    }
  }
}
