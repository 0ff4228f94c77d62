package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.model.MountConfig;
import java.util.List;

/**
 * {@code --volume [SOURCE:]TARGET[:OPTIONS]} and {@code --tmpfs TARGET[:OPTIONS]}.
 *
 * <p>A source with a slash or a leading dot is a path, relative ones beneath the current folder;
 * any other is a volume's name. Without a source there is an anonymous volume.
 */
public final class VolumeParser {
  private final String currentFolder;
  private final boolean selinux;

  /**
   * Prepares to read values.
   *
   * @param currentFolder what relative paths start from
   * @param selinux whether the host labels files
   */
  public VolumeParser(String currentFolder, boolean selinux) {
    this.currentFolder = currentFolder;
    this.selinux = selinux;
  }

  /** Reads a value of {@code --volume}. */
  public MountConfig volume(String text) {
    List<String> parts = Words.split(text, ':');
    if (parts.size() > 3 || text.isEmpty()) {
      throw new UsageException(
          "incorrect volume format \"" + text + "\", should be [host-dir:]ctr-dir[:option]");
    }
    String target = parts.get(parts.size() == 1 ? 0 : 1);
    MountParser.checkTarget(target);
    List<String> options =
        parts.size() < 3 || parts.get(2).isEmpty() ? List.of() : Words.split(parts.get(2), ',');
    if (parts.size() == 1) {
      return new MountConfig(MountConfig.Type.VOLUME, null, clean(target), List.of());
    }
    String source = parts.get(0);
    if (source.isEmpty()) {
      throw new UsageException("host directory cannot be empty in volume \"" + text + "\"");
    }
    MountConfig.Type type = isPath(source) ? MountConfig.Type.BIND : MountConfig.Type.VOLUME;
    return new MountConfig(
        type,
        type == MountConfig.Type.BIND ? path(source) : name(source),
        clean(target),
        VolumeOptions.check("volume", type, options, selinux));
  }

  /** Reads a value of {@code --tmpfs}. */
  public MountConfig tmpfs(String text) {
    int colon = text.indexOf(':');
    String target = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    MountParser.checkTarget(target);
    List<String> options = rest.isEmpty() ? List.of() : Words.split(rest, ',');
    return new MountConfig(
        MountConfig.Type.TMPFS,
        null,
        clean(target),
        VolumeOptions.check("tmpfs", MountConfig.Type.TMPFS, options, selinux));
  }

  /** Returns an absolute path without {@code .}, {@code ..} and needless slashes. */
  String path(String source) {
    return clean(source.startsWith("/") ? source : currentFolder + "/" + source);
  }

  private static boolean isPath(String source) {
    return source.indexOf('/') >= 0 || source.startsWith(".");
  }

  /** Checks a volume's name. */
  static String name(String text) {
    try {
      return LegalName.ofVolume(text);
    } catch (KapokException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Resolves {@code .} and {@code ..} in an absolute path, by its words alone. */
  static String clean(String path) {
    StringBuilder clean = new StringBuilder();
    List<String> parts = Words.split(path, '/');
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals("..")) {
        clean.setLength(Math.max(clean.lastIndexOf("/"), 0));
      } else if (!part.isEmpty() && !part.equals(".")) {
        clean.append('/').append(part);
      }
    }
    return clean.isEmpty() ? "/" : clean.toString();
  }
}
