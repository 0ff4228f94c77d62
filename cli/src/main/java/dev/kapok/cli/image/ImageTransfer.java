package dev.kapok.cli.image;

import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.Arrivals;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.policy.TrustPolicy;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.send.SendImage;
import dev.kapok.image.stream.Spool;
import dev.kapok.libpod.Engine;
import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

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
    return new CopyImage(
        engine.database(),
        engine.layerStore(),
        engine.imageStore(),
        progress,
        new Arrivals(services.kernel(), spoolFolder()));
  }

  /** Returns which images are accepted. */
  static TrustPolicy policy() throws IOException {
    return TrustPolicy.load(UserFiles.ofHost().configHome());
  }

  /** Returns what brings images out of the store. */
  SendImage sender() {
    Engine engine = services.engine();
    return new SendImage(
        engine.database(), engine.layerStore(), engine.imageStore(), engine.layerTars(), progress);
  }

  /** Finds an image that is here. */
  StoredImage find(String nameOrId) {
    String id = services.images().resolve(nameOrId);
    return Objects.requireNonNull(services.engine().imageStore().find("sha256:" + id));
  }

  /** Returns where streams and compressed archives are put aside. */
  Spool spool() {
    return new Spool(spoolFolder());
  }

  /** Returns the folder where streams and compressed archives are put aside. */
  Path spoolFolder() {
    return Path.of(services.config().root(), "tmp");
  }

  Kernel kernel() {
    return services.kernel();
  }

  /** Words a failure for the user: what was done, and why it failed. */
  static TransferException failed(String what, IOException e) {
    String reason = e instanceof NoSuchFileException none ? none.getFile() : e.getMessage();
    return new TransferException(
        what + ": " + (reason == null ? e.getClass().getName() : reason), e);
  }
}
