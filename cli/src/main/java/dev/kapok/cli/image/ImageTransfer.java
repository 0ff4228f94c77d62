package dev.kapok.cli.image;

import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.image.ImageStore;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.ListedImage;
import dev.kapok.image.Progress;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.copy.Arrivals;
import dev.kapok.image.copy.CopyImage;
import dev.kapok.image.list.ListStore;
import dev.kapok.image.list.OpenInstance;
import dev.kapok.image.list.PushList;
import dev.kapok.image.policy.TrustPolicy;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.registry.UserFiles;
import dev.kapok.image.send.SendImage;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.Spool;
import dev.kapok.libpod.Engine;
import dev.kapok.sys.Kernel;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the commands that bring and send images have in common. */
public final class ImageTransfer {
  private final Services services;
  private final Progress progress;

  /** Tells on standard error how transfers go on, unless {@code quiet}. */
  public ImageTransfer(Session session, boolean quiet) {
    this.services = session.services();
    this.progress =
        quiet
            ? Progress.SILENT
            : new TextProgress(session.console(), services.terminals().isTerminal(2));
  }

  /** Returns who is told how a transfer goes on. */
  public Progress progress() {
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
  public SendImage sender() {
    Engine engine = services.engine();
    return new SendImage(
        engine.database(), engine.layerStore(), engine.imageStore(), engine.layerTars(), progress);
  }

  /** Finds an image that is here. */
  StoredImage find(String nameOrId) {
    String id = services.images().resolve(nameOrId);
    return Objects.requireNonNull(services.engine().imageStore().find("sha256:" + id));
  }

  /** Returns the list of a name, where this store has no image of it for this host; else null. */
  @Nullable StoredImage onlyList(String nameOrId) {
    ImageStore images = services.engine().imageStore();
    StoredImage found = images.find(nameOrId);
    if (found == null || !found.list()) {
      return null;
    }
    return ListedImage.of(images, found, null) == null ? found : null;
  }

  /** Returns the records of lists of images. */
  public ListStore lists() {
    return new ListStore(services.engine().database(), services.engine().imageStore());
  }

  /** Returns what brings lists out of the store. */
  public PushList listSender(RegistryOptions options) {
    Engine engine = services.engine();
    OpenInstance instances =
        new OpenInstance(
            engine.imageStore(),
            engine.layerStore(),
            engine.layerTars(),
            new LayerBlobs(engine.database()),
            Registries.ofHost(services.kernel(), options),
            archives());
    return new PushList(lists(), instances, sender(), progress);
  }

  /** Returns what opens archives of images. */
  public OpenArchive archives() {
    return new OpenArchive(spool(), Platform.host());
  }

  /** Returns where streams and compressed archives are put aside. */
  public Spool spool() {
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
  public static TransferException failed(String what, IOException e) {
    String reason = e instanceof NoSuchFileException none ? none.getFile() : e.getMessage();
    return new TransferException(
        what + ": " + (reason == null ? e.getClass().getName() : reason), e);
  }
}
