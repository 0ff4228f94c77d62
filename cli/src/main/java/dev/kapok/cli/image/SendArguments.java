package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Packing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which form images leave the store: format and compression, as {@code push} has them. */
public final class SendArguments {
  private SendArguments() {}

  /** Returns the options of a command that sends images or lists. */
  public static List<Option> options() {
    return List.of(
        Option.text("compression-format", "string", "compression format to use: gzip or zstd"),
        Option.number("compression-level", "compression level to use"),
        Option.text(
            "digestfile", "string", "Write the digest of what was pushed to the specified file"),
        Option.flag(
            "force-compression",
            "Use the specified compression even where the destination has the layers in"
                + " another one"),
        Option.text(
            "format",
            'f',
            "string",
            "Manifest type (oci or v2s2) to use in the destination (default is manifest type"
                + " of source, with fallbacks)"),
        Option.flag("quiet", 'q', "Suppress output information when pushing"),
        Option.flag("remove-signatures", "Discard any pre-existing signatures"));
  }

  /** Reads the options. */
  public static SendOptions read(Arguments arguments) {
    String format = arguments.text("compression-format");
    int level = (int) arguments.number("compression-level", -1);
    try {
      Compression compression = format == null ? null : Compression.parse(format);
      // Says now what is wrong with the level, before anything is sent.
      new Packing(compression == null ? Compression.GZIP : compression, level);
      boolean force = arguments.flag("force-compression", compression != null);
      return new SendOptions(manifestType(arguments.text("format")), compression, level, force);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String manifestType(@Nullable String format) {
    if (format == null || format.isEmpty()) {
      return null;
    }
    return switch (format) {
      case "oci" -> MediaTypes.OCI_MANIFEST;
      case "v2s2", "docker" -> MediaTypes.DOCKER_MANIFEST;
      default -> throw new UsageException("unknown format \"" + format + "\". choose oci or v2s2");
    };
  }
}
