package dev.kapok.cli.tree;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.CopyRequest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.OutputStream;
import java.util.List;

/** {@code cp}: copies files and folders between containers and the host. */
public final class CopyCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Copy files/folders between a container and the local filesystem",
        "[options] [CONTAINER:]SRC_PATH [CONTAINER:]DEST_PATH",
        List.of(
            Option.flag(
                "archive",
                'a',
                "Chown copied files to the primary uid/gid of the destination container"
                    + " (default true)"),
            Option.flag("extract", "Deprecated, has no effect: archives on stdin are extracted"),
            Option.flag(
                "overwrite", "Allow to overwrite directories with non-directories and vice versa"),
            Option.flag("pause", "Deprecated, has no effect: containers are not paused")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.size() != 2) {
      throw new UsageException("accepts 2 arg(s), received " + words.size());
    }
    CopyRequest request =
        new CopyRequest(
            CopyPlaces.parse(words.get(0)),
            CopyPlaces.parse(words.get(1)),
            arguments.flag("archive", true),
            arguments.flag("overwrite"));
    CopyPlaces.check(request, words);
    session
        .services()
        .engine()
        .trees()
        .copy(request, new FileInputStream(FileDescriptor.in), output(session));
    session.console().flush();
    return 0;
  }

  private static OutputStream output(Session session) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        session.console().raw(false, bytes, offset, length);
      }
    };
  }
}
