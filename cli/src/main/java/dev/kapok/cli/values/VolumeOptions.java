package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.MountOwners;
import java.util.ArrayList;
import java.util.List;

/** Which mount options go with which kind of mount (podman-run(1), --volume, --mount, --tmpfs). */
final class VolumeOptions {
  private VolumeOptions() {}

  /**
   * Checks options, and drops those that mean nothing here.
   *
   * @param option the option of the command line, for messages
   * @param selinux whether the host labels files; without, "z" and "Z" mean nothing
   */
  static List<String> check(
      String option, MountConfig.Type type, List<String> options, boolean selinux) {
    List<String> kept = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      String word = options.get(i);
      if (type == MountConfig.Type.IMAGE && !isOfImage(word)) {
        only(false, option, word, "");
      }
      String group = group(option, type, word, selinux);
      if (groups.contains(group)) {
        throw new UsageException(
            "invalid option --" + option + ": more than one of the kind of \"" + word + "\"");
      }
      groups.add(group);
      if (!group.equals("label")) {
        kept.add(word);
      }
    }
    checkOverlay(option, groups);
    checkRecursive(kept, groups);
    return kept;
  }

  /** As docker has it; what is read-only beneath, too, must not change from outside. */
  private static void checkRecursive(List<String> options, List<String> groups) {
    if (!groups.contains("rro")) {
      return;
    }
    boolean isPrivate = !groups.contains("propagation") || options.contains("rprivate");
    if (!options.contains("ro") || !isPrivate) {
      throw new UsageException(
          "mount options conflict: bind-recursive=readonly requires readonly, and no"
              + " bind-propagation but rprivate");
    }
  }

  /** An image is mounted for reading or for writing, as podman has it, and nothing else. */
  private static boolean isOfImage(String word) {
    return word.equals("ro") || word.equals("rw") || word.startsWith("subpath=");
  }

  private static boolean isMapping(String word) {
    try {
      MountConfig mount = new MountConfig(MountConfig.Type.BIND, "/", "/", List.of(word));
      return MountOwners.of(mount, null) != null;
    } catch (IllegalArgumentException e) {
      throw new UsageException("invalid mount option: " + e.getMessage());
    }
  }

  private static void checkOverlay(String option, List<String> groups) {
    boolean folders = groups.contains("upperdir") || groups.contains("workdir");
    if (folders && !groups.contains("overlay")) {
      throw new UsageException(
          "invalid option --" + option + ": upperdir and workdir are for an overlay (\"O\")");
    }
    if (folders && !(groups.contains("upperdir") && groups.contains("workdir"))) {
      throw new UsageException(
          "invalid option --" + option + ": must specify both upperdir and workdir");
    }
    if (groups.contains("overlay") && groups.contains("copy")) {
      throw new UsageException(
          "invalid option --" + option + ": \"O\" shows the volume as it is: no \"nocopy\" there");
    }
  }

  /** Returns the group of an option, of which a mount has one at most. */
  private static String group(String option, MountConfig.Type type, String word, boolean selinux) {
    return switch (word) {
      case "ro", "rw" -> "rw";
      case "exec", "noexec" -> "exec";
      case "dev", "nodev" -> "dev";
      case "suid", "nosuid" -> "suid";
      case "atime", "noatime", "relatime", "norelatime", "strictatime" -> "atime";
      case "diratime", "nodiratime" -> "diratime";
      case "bind", "rbind" -> only(isBind(type), option, word, "bind");
      case "copy", "nocopy" -> only(type == MountConfig.Type.VOLUME, option, word, "copy");
      case "tmpcopyup", "notmpcopyup" ->
          only(type == MountConfig.Type.TMPFS, option, word, "tmpcopyup");
      case "z", "Z" -> label(option, word, selinux);
      case "U" -> only(hasOwner(type), option, word, "chown");
      case "O" -> only(isFolder(type), option, word, "overlay");
      case "idmap" -> only(isFolder(type), option, word, "idmap");
      case "rro" -> only(isBind(type) && option.equals("mount"), option, word, "rro");
      case "bind-create-src" -> only(type == MountConfig.Type.BIND, option, word, word);
      default -> MountConfig.isPropagation(word) ? "propagation" : withValue(option, type, word);
    };
  }

  private static String label(String option, String word, boolean selinux) {
    if (selinux) {
      throw NotSupported.value("--" + option, "\"" + word + "\"");
    }
    return "label";
  }

  private static String withValue(String option, MountConfig.Type type, String word) {
    if (word.startsWith("size=")) {
      SizeParser.parse(option, word.substring(5));
      return only(isMemory(type), option, word, "size");
    }
    if (word.startsWith("mode=")) {
      return only(
          (isMemory(type) || type == MountConfig.Type.DEVPTS) && isOctal(word.substring(5)),
          option,
          word,
          "mode");
    }
    if (word.startsWith("uid=") || word.startsWith("gid=")) {
      boolean fits = type == MountConfig.Type.TMPFS || type == MountConfig.Type.DEVPTS;
      boolean valid = fits && Words.isNumber(word.substring(4));
      return only(valid, option, word, word.substring(0, 3));
    }
    if (word.startsWith("max=")) {
      boolean valid = type == MountConfig.Type.DEVPTS && Words.isNumber(word.substring(4));
      return only(valid, option, word, "max");
    }
    if (word.startsWith("upperdir=") || word.startsWith("workdir=")) {
      String name = word.substring(0, word.indexOf('='));
      return only(isFolder(type) && word.startsWith("=/", name.length()), option, word, name);
    }
    if (word.startsWith("idmap=")) {
      return only(isFolder(type) && isMapping(word), option, word, "idmap");
    }
    if (word.startsWith("subpath=") || word.startsWith("volume-subpath=")) {
      boolean isImage = type == MountConfig.Type.IMAGE;
      return only(isImage || type == MountConfig.Type.VOLUME, option, word, "subpath");
    }
    if (word.startsWith("volume-")) {
      return only(type == MountConfig.Type.VOLUME, option, word, word);
    }
    return only(false, option, word, "");
  }

  private static boolean isBind(MountConfig.Type type) {
    return type == MountConfig.Type.BIND || type == MountConfig.Type.GLOB;
  }

  private static boolean isFolder(MountConfig.Type type) {
    return type == MountConfig.Type.BIND || type == MountConfig.Type.VOLUME;
  }

  private static boolean isMemory(MountConfig.Type type) {
    return type == MountConfig.Type.TMPFS || type == MountConfig.Type.RAMFS;
  }

  private static boolean hasOwner(MountConfig.Type type) {
    return isFolder(type) || type == MountConfig.Type.TMPFS || type == MountConfig.Type.GLOB;
  }

  private static String only(boolean valid, String option, String word, String group) {
    if (!valid) {
      throw new UsageException("invalid option --" + option + ": unknown option \"" + word + "\"");
    }
    return group;
  }

  private static boolean isOctal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '7') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 5;
  }
}
