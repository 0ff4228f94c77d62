package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.ImageParser;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveOutput;
import dev.kapok.image.archive.DirTarget;
import dev.kapok.image.archive.DockerArchiveTarget;
import dev.kapok.image.archive.OciTarget;
import dev.kapok.image.send.SendImage;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code save}: writes images into an archive or a folder. */
public final class SaveCommand implements Command {
  private static final List<String> FORMATS =
      List.of("docker-archive", "oci-archive", "oci-dir", "docker-dir");

  @Override
  public Usage usage() {
    return Usage.of(
        "Save image(s) to an archive",
        "[options] IMAGE [IMAGE...]",
        List.of(
            Option.flag(
                "compress",
                "Compress tarball image layers when saving to a directory (docker-dir)"),
            Option.text(
                "format",
                "string",
                "Save image to oci-archive, oci-dir (directory with oci manifest type),"
                    + " docker-archive, docker-dir (directory with v2s2 manifest type)"),
            Option.flag(
                "multi-image-archive",
                'm',
                "Interpret additional arguments as images not tags and create a multi-image"
                    + " archive (only for docker-archive)"),
            Option.text("output", 'o', "string", "Write to a specified file (default: stdout)"),
            Option.flag("quiet", 'q', "Suppress the output"),
            Option.flag("uncompressed", "Accept uncompressed layers when copying OCI images")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    check(session, arguments);
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    List<String> words = arguments.words();
    boolean isMulti = arguments.flag("multi-image-archive");
    List<StoredImage> images = new ArrayList<>();
    for (String word : isMulti ? words : words.subList(0, 1)) {
      images.add(transfer.find(word));
    }
    try (ImageTarget target = target(transfer, arguments)) {
      SendImage send = transfer.sender();
      for (int i = 0; i < images.size(); i++) {
        send.send(images.get(i), target, names(images.get(i), i, arguments), options(arguments));
      }
      target.commit();
    } catch (IOException e) {
      throw ImageTransfer.failed("saving " + words.get(0), e);
    }
    return 0;
  }

  private static void check(Session session, Arguments arguments) {
    String format = format(arguments);
    if (arguments.words().isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    if (!FORMATS.contains(format)) {
      throw new UsageException(
          "\"" + format + "\" is no format of save; choose " + String.join(", ", FORMATS));
    }
    if (arguments.flag("compress") && !format.equals("docker-dir")) {
      throw new UsageException("--compress can only be set when --format is 'docker-dir'");
    }
    boolean isMulti = arguments.flag("multi-image-archive") && arguments.words().size() > 1;
    if (isMulti && !format.equals("docker-archive")) {
      throw new UsageException(
          "unsupported format \"" + format + "\" for saving multiple images (only docker-archive)");
    }
    if (arguments.text("output") == null) {
      if (format.endsWith("-dir")) {
        throw new UsageException("a folder is written by " + format + ": name it by -o");
      }
      if (session.services().terminals().isTerminal(1)) {
        throw new UsageException(
            "refusing to save to terminal. Use -o flag or redirect standard output");
      }
    }
  }

  private static String format(Arguments arguments) {
    return arguments.text("format", "docker-archive");
  }

  private static SendOptions options(Arguments arguments) {
    boolean isPlain = arguments.flag("uncompressed");
    return isPlain ? new SendOptions(null, Compression.NONE, -1, false) : SendOptions.DEFAULT;
  }

  private static List<ImageReference> names(StoredImage image, int index, Arguments arguments) {
    List<ImageReference> names = new ArrayList<>();
    ImageReference own = image.nameMeantBy(arguments.words().get(index));
    if (own != null) {
      names.add(own);
    }
    if (!arguments.flag("multi-image-archive")) {
      for (String more : arguments.wordsFrom(1)) {
        names.add(ImageParser.name(more));
      }
    }
    return names;
  }

  private static ImageTarget target(ImageTransfer transfer, Arguments arguments)
      throws IOException {
    String format = format(arguments);
    String output = arguments.text("output");
    Path path = Path.of(output == null ? "/dev/stdout" : output);
    int cpus = Runtime.getRuntime().availableProcessors();
    return switch (format) {
      case "oci-archive" ->
          OciTarget.archive(output(output, transfer), null, "oci-archive:" + path);
      case "oci-dir" -> OciTarget.folder(path, null, cpus, "oci:" + path);
      case "docker-dir" ->
          new DirTarget(
              path,
              MediaTypes.DOCKER_MANIFEST,
              arguments.flag("compress") ? Compression.GZIP : Compression.NONE,
              cpus,
              "dir:" + path);
      default -> {
        refuseExisting(path);
        yield new DockerArchiveTarget(output(output, transfer), "docker-archive:" + path);
      }
    };
  }

  static void refuseExisting(Path path) throws IOException {
    if (Files.isRegularFile(path) && Files.size(path) > 0) {
      throw new IOException(
          path + " is there already: docker-archive doesn't support modifying existing images");
    }
  }

  private static ArchiveOutput output(@Nullable String output, ImageTransfer transfer)
      throws IOException {
    return output == null
        ? ArchiveOutput.stream(new FileOutputStream(FileDescriptor.out), transfer.spoolFolder())
        : ArchiveOutput.file(Path.of(output), transfer.spoolFolder());
  }
}
