package dev.kapok.cli.image;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code image scp}: copies an image between the stores of two users of this host. Each store is
 * touched by a process of its own user, and a file that has no name any more lies between them.
 */
public final class ScpCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Securely copy images between the stores of users",
        "[options] [USER@localhost::]IMAGE [USER@localhost::]",
        List.of(Option.flag("quiet", 'q', "Suppress the output")));
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("accepts between 1 and 2 arg(s), received " + words.size());
    }
    ScpPlace from = ScpPlace.parse(words.get(0));
    ScpPlace to = words.size() == 2 ? ScpPlace.parse(words.get(1)) : new ScpPlace(null, "");
    if (from.image().isEmpty()) {
      throw new UsageException("the source " + words.get(0) + " names no image");
    }
    if (!to.image().isEmpty()) {
      throw new UsageException("cannot specify an image rename: " + words.get(1));
    }
    if (from.user() == null && to.user() == null) {
      throw new UsageException(
          "a source or a destination of another user is needed: USER@localhost::");
    }
    try {
      copy(session, ScpUser.find(from.user()), from.image(), ScpUser.find(to.user()));
      return 0;
    } catch (IOException e) {
      throw ImageTransfer.failed("copying " + from.image(), e);
    }
  }

  private static void copy(Session session, ScpUser source, String image, ScpUser destination)
      throws IOException {
    Kernel kernel = session.services().kernel();
    int write = -1;
    int read = -1;
    try {
      Path file = Files.createTempFile("kapok-scp", ".tar");
      try {
        write = kernel.io().open(file.toString(), OpenFlags.O_WRONLY, 0);
        read = kernel.io().open(file.toString(), OpenFlags.O_RDONLY, 0);
      } finally {
        Files.delete(file);
      }
      run(session, source, List.of("save", "-q", image), List.of(-1, write, 2));
      boolean isQuiet = session.arguments().flag("quiet");
      run(
          session,
          destination,
          isQuiet ? List.of("load", "-q") : List.of("load"),
          List.of(read, isQuiet ? -1 : 1, 2));
    } finally {
      close(kernel, write);
      close(kernel, read);
    }
  }

  private static void close(Kernel kernel, int fd) {
    if (fd >= 0) {
      kernel.io().close(fd);
    }
  }

  private static void run(Session session, ScpUser user, List<String> command, List<Integer> fds) {
    List<String> argv = user.argv(session.services(), globals(session), command);
    List<String> env = user.environment(session.services());
    session.console().flush();
    Kernel kernel = session.services().kernel();
    int pid = kernel.processes().spawn(new ProcessSpec(argv, env, "/", fds, false));
    if (kernel.processes().await(pid) != 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          command.getFirst() + " as user " + user.described() + " failed, for the reason above");
    }
  }

  /** Returns the options in front of the command. */
  private static List<String> globals(Session session) {
    List<String> globals = new ArrayList<>();
    List<String> typed = session.commandLine();
    for (int i = 1; i + 1 < typed.size(); i++) {
      if (typed.get(i).equals("image") && typed.get(i + 1).equals("scp")) {
        break;
      }
      globals.add(typed.get(i));
    }
    return globals;
  }
}
