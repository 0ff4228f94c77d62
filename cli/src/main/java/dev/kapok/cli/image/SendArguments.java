package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.image.send.SendOptions;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Packing;
import org.jspecify.annotations.Nullable;

/** In which form images leave the store: format and compression, as {@code push} has them. */
public final class SendArguments {
  private SendArguments() {}

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
