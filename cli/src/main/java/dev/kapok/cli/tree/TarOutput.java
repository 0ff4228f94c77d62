package dev.kapok.cli.tree;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where a tar goes: the file of {@code --output}, or standard output if that is no terminal. */
public final class TarOutput {
  private static final int BUFFER = 1 << 18;

  private final Session session;
  private final @Nullable String path;

  private TarOutput(Session session, @Nullable String path) {
    this.session = session;
    this.path = path;
  }

  /** Returns the option that names the file. */
  public static Option option() {
    return Option.text(
        "output",
        'o',
        "string",
        "Write to a specified file (default: stdout, which must be redirected)");
  }

  /** Reads that option; refuses to write to a terminal. */
  public static TarOutput of(Session session) {
    String path = session.arguments().text("output");
    if (path == null && session.services().terminals().isTerminal(1)) {
      throw new UsageException("refusing to export to terminal. Use -o flag or redirect");
    }
    return new TarOutput(session, path);
  }

  /** Writes all of it. */
  public void write(InputStream tar) throws IOException {
    byte[] buffer = new byte[BUFFER];
    if (path == null) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        session.console().raw(false, buffer, 0, read);
      }
      session.console().flush();
      return;
    }
    try (OutputStream file = new FileOutputStream(path)) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        file.write(buffer, 0, read);
      }
    }
  }
}
