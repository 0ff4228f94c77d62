package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.NotSupported;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ListTarget;
import dev.kapok.image.archive.ArchiveName;
import dev.kapok.image.archive.ArchiveOutput;
import dev.kapok.image.archive.DirTarget;
import dev.kapok.image.archive.DockerArchiveTarget;
import dev.kapok.image.archive.OciTarget;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.stream.Compression;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where {@code push} sends an image or a list: a text like {@code docker://host/name:tag}. */
public final class Destination {
  private static final List<String> OTHERS =
      List.of("containers-storage:", "docker-daemon:", "ostree:", "sif:", "tarball:");

  private final String text;
  private final @Nullable ArchiveName archive;
  private final @Nullable ImageReference name;

  private Destination(String text, @Nullable ArchiveName archive, @Nullable ImageReference name) {
    this.text = text;
    this.archive = archive;
    this.name = name;
  }

  /** Reads a destination; without a transport it is a registry's. */
  public static Destination parse(String text) {
    for (String other : OTHERS) {
      if (text.startsWith(other)) {
        throw NotSupported.value("DESTINATION", "transport " + other);
      }
    }
    ArchiveName archive = ArchiveName.parse(text);
    if (archive != null) {
      return new Destination(text, archive, null);
    }
    String bare = ImageReference.withoutTransport(text);
    try {
      return new Destination(ImageReference.TRANSPORT + bare, null, ImageReference.parse(bare));
    } catch (InvalidReferenceException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Names the destination in messages. */
  public String text() {
    return text;
  }

  /** Begins to write there. */
  public ImageTarget open(ImageTransfer transfer, Arguments arguments, RegistryOptions options)
      throws IOException {
    if (name != null) {
      return registry(name, transfer, options);
    }
    if (archive == null) {
      throw new IllegalStateException(text + " is neither a registry nor an archive");
    }
    int cpus = Runtime.getRuntime().availableProcessors();
    return switch (archive.transport()) {
      case "oci-archive" -> OciTarget.archive(output(archive, transfer), archive.image(), text);
      case "oci" -> OciTarget.folder(archive.path(), archive.image(), cpus, text);
      case "dir" -> {
        boolean isPacked = arguments.flag("compress");
        Compression compression = isPacked ? Compression.GZIP : Compression.NONE;
        yield new DirTarget(archive.path(), null, compression, cpus, text);
      }
      default -> {
        SaveCommand.refuseExisting(archive.path());
        yield new DockerArchiveTarget(output(archive, transfer), text);
      }
    };
  }

  /** Begins to write a list there. */
  public ListTarget openForList(
      ImageTransfer transfer, Arguments arguments, RegistryOptions options) throws IOException {
    if (archive != null && archive.transport().equals("docker-archive")) {
      throw new UsageException(
          "a docker-archive cannot hold a list of images: use docker://, oci:, oci-archive: or"
              + " dir:");
    }
    if (open(transfer, arguments, options) instanceof ListTarget target) {
      return target;
    }
    throw new IllegalStateException(text + " takes no lists");
  }

  private static ImageTarget registry(
      ImageReference name, ImageTransfer transfer, RegistryOptions options) throws IOException {
    Registries registries = Registries.ofHost(transfer.kernel(), options);
    String digest = name.digest();
    return registries
        .client(registries.pushPlace(name))
        .target(digest == null ? name.tag() : digest);
  }

  private static ArchiveOutput output(ArchiveName archive, ImageTransfer transfer)
      throws IOException {
    return ArchiveOutput.file(archive.path(), transfer.spoolFolder());
  }

  /**
   * Returns the names that the image gets in an archive.
   *
   * @param own the name that it has here, null for none
   */
  List<ImageReference> names(@Nullable ImageReference own) {
    String image = archive == null ? null : archive.image();
    if (image == null || archive == null || !archive.transport().equals("docker-archive")) {
      // Pushed to an archive without a name, an image has none there, as podman has it.
      return List.of();
    }
    try {
      return List.of(ImageReference.parse(image));
    } catch (InvalidReferenceException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
