package dev.kapok.cli.volume;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.tree.TarOutput;
import dev.kapok.libpod.KapokException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code volume export}: writes a volume's files as a tar. */
public final class ExportVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Export volumes", "[options] VOLUME", List.of(TarOutput.option()));
  }

  @Override
  public int run(Session session) {
    String name = VolumeNames.one(session);
    TarOutput output = TarOutput.of(session);
    try (InputStream tar = session.services().engine().volumes().exportTar(name)) {
      output.write(tar);
      return 0;
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "exporting volume " + name + ": " + e.getMessage(), e);
    }
  }
}
