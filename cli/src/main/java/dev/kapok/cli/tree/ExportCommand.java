package dev.kapok.cli.tree;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code export}: writes all that a container sees as a tar. */
public final class ExportCommand implements Command {
  private static final int BUFFER = 1 << 18;

  @Override
  public Usage usage() {
    return Usage.of(
        "Export container's filesystem contents as a tar archive",
        "[options] CONTAINER",
        List.of(
            Option.text(
                "output",
                'o',
                "string",
                "Write to a specified file (default: stdout, which must" + " be redirected)")));
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    String output = session.arguments().text("output");
    if (output == null && session.services().terminals().isTerminal(1)) {
      throw new UsageException("refusing to export to terminal. Use -o flag or redirect");
    }
    try (InputStream tar = session.services().engine().trees().export(words.get(0))) {
      copy(session, tar, output);
      return 0;
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "exporting " + words.get(0) + ": " + e.getMessage(), e);
    }
  }

  private static void copy(Session session, InputStream tar, @Nullable String output)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    if (output == null) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        session.console().raw(false, buffer, 0, read);
      }
      session.console().flush();
      return;
    }
    try (OutputStream file = new FileOutputStream(output)) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        file.write(buffer, 0, read);
      }
    }
  }
}
