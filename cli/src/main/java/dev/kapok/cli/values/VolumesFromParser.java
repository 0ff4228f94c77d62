package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.VolumeDefaults;
import java.util.ArrayList;
import java.util.List;

/** {@code --volumes-from CONTAINER[:OPTIONS]} and {@code --image-volume}. */
public final class VolumesFromParser {
  private VolumesFromParser() {}

  /**
   * Reads {@code --volumes-from}.
   *
   * @param selinux whether the host labels files; without, "z" means nothing
   */
  public static VolumeDefaults.From from(String text, boolean selinux) {
    int colon = text.indexOf(':');
    String container = colon < 0 ? text : text.substring(0, colon);
    if (container.isEmpty()) {
      throw new UsageException("invalid option --volumes-from: it names no container");
    }
    List<String> options = new ArrayList<>();
    List<String> words = colon < 0 ? List.of() : Words.split(text.substring(colon + 1), ',');
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "ro", "rw" -> {
          if (!options.isEmpty()) {
            throw new UsageException(
                "invalid option --volumes-from " + text + ": only one of \"ro\" and \"rw\"");
          }
          options.add(word);
        }
        case "z" -> {
          if (selinux) {
            throw NotSupported.value("--volumes-from", "\"z\"");
          }
        }
        default ->
            throw new UsageException(
                "invalid option --volumes-from " + text + ": unknown option \"" + word + "\"");
      }
    }
    return new VolumeDefaults.From(container, options);
  }

  /** Reads {@code --image-volume}; podman calls anonymous volumes "bind", too. */
  public static VolumeDefaults.ImageVolumes images(String text) {
    return switch (text) {
      case "anonymous", "bind" -> VolumeDefaults.ImageVolumes.ANONYMOUS;
      case "tmpfs" -> VolumeDefaults.ImageVolumes.TMPFS;
      case "ignore" -> VolumeDefaults.ImageVolumes.IGNORE;
      default ->
          throw new UsageException(
              "invalid image-volume type \""
                  + text
                  + "\". Pick one of bind, tmpfs, anonymous, or ignore");
    };
  }
}
