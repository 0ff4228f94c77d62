package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.MountConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --mount type=bind|volume|tmpfs|ramfs|devpts|glob|image,KEY[=VALUE],…}. */
public final class MountParser {
  private final VolumeParser volumes;
  private final boolean selinux;
  private String source = "";
  private String target = "";
  private final List<String> options = new ArrayList<>();

  private MountParser(VolumeParser volumes, boolean selinux) {
    this.volumes = volumes;
    this.selinux = selinux;
  }

  /** Reads one value; the type is "volume" where none is given. */
  public static MountConfig parse(String text, VolumeParser volumes, boolean selinux) {
    List<String> words = Words.split(text, ',');
    String type = "volume";
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("type=")) {
        type = words.get(i).substring(5);
      }
    }
    return new MountParser(volumes, selinux).read(type(type), words);
  }

  private static MountConfig.Type type(String name) {
    return switch (name) {
      case "bind" -> MountConfig.Type.BIND;
      case "volume" -> MountConfig.Type.VOLUME;
      case "tmpfs" -> MountConfig.Type.TMPFS;
      case "devpts" -> MountConfig.Type.DEVPTS;
      case "glob" -> MountConfig.Type.GLOB;
      case "ramfs" -> MountConfig.Type.RAMFS;
      case "image" -> MountConfig.Type.IMAGE;
      case "artifact" -> throw NotSupported.value("--mount", "type=" + name);
      default -> throw new UsageException("invalid filesystem type \"" + name + "\"");
    };
  }

  private MountConfig read(MountConfig.Type type, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      if (equals < 0) {
        key(type, word, null);
      } else {
        key(type, word.substring(0, equals), word.substring(equals + 1));
      }
    }
    if (target.isEmpty() && type != MountConfig.Type.GLOB) {
      throw new UsageException("must set volume destination in option --mount");
    }
    if (source.isEmpty() && type == MountConfig.Type.BIND) {
      source = target;
    }
    if (source.isEmpty() && type == MountConfig.Type.GLOB) {
      throw new UsageException("must set the pattern as source of a glob mount");
    }
    if (type == MountConfig.Type.IMAGE) {
      completeImage();
    }
    return new MountConfig(
        type,
        source.isEmpty() ? null : source,
        target,
        VolumeOptions.check("mount", type, options, selinux));
  }

  private void completeImage() {
    if (source.isEmpty()) {
      throw new UsageException("must set source and destination for image volume");
    }
    if (!options.contains("rw") && !options.contains("ro")) {
      options.add("ro");
    }
  }

  private void key(MountConfig.Type type, String key, @Nullable String value) {
    switch (key) {
      case "type" -> {}
      case "src", "source" -> source = source(type, key, value);
      case "dst", "destination", "target" -> {
        checkTarget(needed(key, value));
        target = VolumeParser.clean(needed(key, value));
      }
      case "ro", "readonly" -> flag(key, value, "ro", "rw");
      case "rw", "readwrite" -> flag(key, value, "rw", "ro");
      case "exec", "dev", "suid" -> flag(key, value, key, "no" + key);
      case "noexec", "nodev", "nosuid" -> flag(key, value, key, key.substring(2));
      case "bind-propagation" -> options.add(needed(key, value));
      case "bind-nonrecursive" -> flag(key, value, "bind", "rbind");
      case "bind-recursive" -> recursive(needed(key, value));
      case "z", "Z" -> word(key, value);
      case "U", "chown" -> flag(key, value, "U", "");
      case "O", "overlay" -> flag(key, value, "O", "");
      case "relabel" -> relabel(needed(key, value));
      case "consistency" -> consistency(needed(key, value));
      case "max" -> options.add("max=" + needed(key, value));
      case "volume-nocopy" -> flag(key, value, "nocopy", "copy");
      case "tmpfs-size", "size" -> options.add("size=" + needed(key, value));
      case "tmpfs-mode", "mode" -> options.add("mode=" + needed(key, value));
      case "tmpcopyup", "notmpcopyup" -> options.add(key);
      case "uid", "gid" -> options.add(key + "=" + needed(key, value));
      case "idmap" -> options.add(value == null || value.isEmpty() ? key : key + "=" + value);
      case "subpath", "volume-subpath" -> options.add(key + "=" + subpath(needed(key, value)));
      case "image-subpath" -> imageSubpath(type, key, subpath(needed(key, value)));
      case "volume-opt", "volume-label" -> options.add(key + "=" + needed(key, value));
      case "volume-driver" -> driver(needed(key, value));
      case "bind-create-src" -> flag(key, value, key, "");
      case "no-dereference" -> throw NotSupported.value("--mount", key);
      default -> {
        if (!MountConfig.isPropagation(key)) {
          throw new UsageException("invalid mount option \"" + key + "\"");
        }
        word(key, value);
      }
    }
  }

  private String source(MountConfig.Type type, String key, @Nullable String value) {
    String text = needed(key, value);
    return switch (type) {
      case BIND -> volumes.path(text);
      case VOLUME -> VolumeParser.name(text);
      case GLOB -> volumes.path(text);
      case IMAGE -> text;
      case TMPFS, RAMFS, DEVPTS ->
          throw new UsageException(
              "invalid mount option \"" + key + "\": nothing is the source of such a mount");
    };
  }

  /** Docker's word; the other is podman's. */
  private void imageSubpath(MountConfig.Type type, String key, String value) {
    if (type != MountConfig.Type.IMAGE) {
      throw new UsageException("mount option \"" + key + "\" is for images");
    }
    options.add("subpath=" + value);
  }

  private void word(String key, @Nullable String value) {
    if (value != null) {
      throw new UsageException("mount option \"" + key + "\" takes no value");
    }
    options.add(key);
  }

  /** As docker has it; only the last makes what is mounted beneath read-only, too. */
  private void recursive(String value) {
    switch (value) {
      case "enabled", "writable" -> options.add("rbind");
      case "disabled" -> options.add("bind");
      case "readonly" -> options.addAll(List.of("rbind", "rro"));
      default -> throw new UsageException("invalid mount option \"bind-recursive=" + value + "\"");
    }
  }

  /** A path that stays in the volume, by its words; links are looked at when it is mounted. */
  private static String subpath(String value) {
    if (value.startsWith("/") || Words.split(value, '/').contains("..")) {
      throw new UsageException(
          "invalid mount option \"subpath="
              + value
              + "\": it is a path beneath the root of what is mounted");
    }
    return value;
  }

  private static void driver(String value) {
    if (!value.equals("local")) {
      throw new UsageException(
          "volume driver " + value + " is none that Kapok has: there is only \"local\"");
    }
  }

  private void relabel(String value) {
    switch (value) {
      case "shared" -> options.add("z");
      case "private" -> options.add("Z");
      default -> throw new UsageException("relabel can only be \"private\" or \"shared\"");
    }
  }

  /** Of Docker's desktop versions; on Linux a mount is always consistent. */
  private static void consistency(String value) {
    switch (value) {
      case "consistent", "cached", "delegated", "default" -> {}
      default -> throw new UsageException("invalid mount option \"consistency=" + value + "\"");
    }
  }

  private void flag(String key, @Nullable String value, String on, String off) {
    if (value == null || value.equals("true") || value.equals("1")) {
      options.add(on);
    } else if (value.equals("false") || value.equals("0")) {
      if (!off.isEmpty()) {
        options.add(off);
      }
    } else {
      throw new UsageException("invalid mount option \"" + key + "=" + value + "\"");
    }
  }

  private static String needed(String key, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new UsageException("mount option \"" + key + "\" needs a value");
    }
    return value;
  }

  /** A place in a container must be absolute, and not "/". */
  static void checkTarget(String target) {
    if (!target.startsWith("/")) {
      throw new UsageException(
          "invalid container path \"" + target + "\", must be an absolute path");
    }
    if (VolumeParser.clean(target).equals("/")) {
      throw new UsageException("invalid container path \"" + target + "\", must not be \"/\"");
    }
  }
}
