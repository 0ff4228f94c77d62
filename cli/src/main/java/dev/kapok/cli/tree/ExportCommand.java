package dev.kapok.cli.tree;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code export}: writes all that a container sees as a tar. */
public final class ExportCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Export container's filesystem contents as a tar archive",
        "[options] CONTAINER",
        List.of(TarOutput.option()));
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    TarOutput output = TarOutput.of(session);
    try (InputStream tar = session.services().engine().trees().export(words.get(0))) {
      output.write(tar);
      return 0;
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "exporting " + words.get(0) + ": " + e.getMessage(), e);
    }
  }
}
