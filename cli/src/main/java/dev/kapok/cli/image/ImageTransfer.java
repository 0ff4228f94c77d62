package dev.kapok.cli.image;

import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.image.Progress;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.stream.Spool;
import dev.kapok.libpod.Engine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the commands that bring images have in common. */
final class ImageTransfer {
  private final Services services;
  private final Progress progress;

  ImageTransfer(Session session, boolean quiet) {
    this.services = session.services();
    this.progress =
        quiet
            ? Progress.SILENT
            : new TextProgress(session.console(), services.terminals().isTerminal(2));
  }

  Progress progress() {
    return progress;
  }

  CopyImage copy() {
    Engine engine = services.engine();
    return new CopyImage(engine.database(), engine.layerStore(), engine.imageStore(), progress);
  }

  /** Returns where streams and compressed archives are put aside. */
  Spool spool() {
    return new Spool(Path.of(services.config().root(), "tmp"));
  }

  /** Words a failure for the user: what was done, and why it failed. */
  static TransferException failed(String what, IOException e) {
    String reason = e instanceof NoSuchFileException none ? none.getFile() : e.getMessage();
    return new TransferException(
        what + ": " + (reason == null ? e.getClass().getName() : reason), e);
  }
}
