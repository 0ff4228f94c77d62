package dev.kapok.cli.volume;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code volume import}: adds the files of a tar to a volume. */
public final class ImportVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Import a tarball contents into a volume", "VOLUME [SOURCE]", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("need a volume, and a tarball or \"-\" for standard input");
    }
    String name = words.get(0);
    String path = words.size() < 2 ? "-" : words.get(1);
    if (path.equals("-") && session.services().terminals().isTerminal(0)) {
      throw new UsageException("cannot read from terminal. Use a file, or redirect");
    }
    try (InputStream tar =
        path.equals("-") ? new FileInputStream(FileDescriptor.in) : new FileInputStream(path)) {
      session.services().engine().volumes().importTar(name, tar);
      return 0;
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "importing " + path + " into volume " + name + ": " + e.getMessage(),
          e);
    }
  }
}
