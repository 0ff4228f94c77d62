package dev.kapok.storage.driver;

import dev.kapok.sys.Mounts;
import java.util.List;

/**
 * The options of an overlay mount, parted as mount(2) wants them.
 *
 * @param flags MS_* bits
 * @param data the rest, each with a comma before it
 * @param plain whether what a container writes is a plain difference, in which no file refers to
 *     another layer's
 */
record OverlayOptions(long flags, String data, boolean plain) {
  /**
   * Reads what {@code mountopt} says.
   *
   * <p>A layer's folder has to be a plain difference, so what would make it refer to other layers
   * is switched off unless it was asked for. Rootless mounts keep overlay's marks in {@code user.}
   * attributes, beside which the kernel allows no metacopy and no redirects; storage.conf files
   * that ask for them are common, and mean only "if possible".
   */
  static OverlayOptions of(List<String> options, boolean rootless) {
    long flags = 0;
    boolean plain = true;
    StringBuilder data = new StringBuilder(64);
    if (rootless) {
      data.append(",userxattr");
    } else {
      switchOff(data, options);
    }
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      long flag = flag(option);
      flags |= flag;
      boolean impossible =
          rootless && (option.startsWith("metacopy=") || option.startsWith("redirect_dir="));
      plain &= impossible || !(option.equals("metacopy=on") || option.equals("redirect_dir=on"));
      if (flag == 0 && !option.equals("userxattr") && !impossible) {
        data.append(',').append(option);
      }
    }
    return new OverlayOptions(flags, data.toString(), plain);
  }

  /** Switches off what nobody asks for; metacopy implies redirects, which it can't do without. */
  private static void switchOff(StringBuilder data, List<String> options) {
    boolean metacopy = options.contains("metacopy=on");
    if (!isGiven(options, "index=")) {
      data.append(",index=off");
    }
    if (!isGiven(options, "metacopy=")) {
      data.append(",metacopy=off");
    }
    if (!isGiven(options, "redirect_dir=") && !metacopy) {
      data.append(",redirect_dir=off");
    }
  }

  private static boolean isGiven(List<String> options, String name) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** Reads the same for a program, which takes all as words and knows no on-disk features. */
  static OverlayOptions ofProgram(List<String> options) {
    StringBuilder data = new StringBuilder(64);
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      boolean kernels =
          option.startsWith("metacopy=")
              || option.startsWith("redirect_dir=")
              || option.startsWith("index=")
              || option.equals("userxattr");
      if (!kernels) {
        data.append(',').append(option);
      }
    }
    return new OverlayOptions(0, data.toString(), true);
  }

  private static long flag(String option) {
    return switch (option) {
      case "nodev" -> Mounts.MS_NODEV;
      case "nosuid" -> Mounts.MS_NOSUID;
      case "noexec" -> Mounts.MS_NOEXEC;
      case "ro" -> Mounts.MS_RDONLY;
      default -> 0;
    };
  }
}
