package dev.kapok.cli;

/** Commands that podman has and Kapok does not have yet; blanks stand around each. */
final class RefusedCommands {
  static final String TOP =
      " artifact auto-update build buildx checkpoint completion compose context events"
          + " exists farm generate healthcheck hyperv-prep init kube locks"
          + " machine pause play podmansh prune quadlet"
          + " renumber restore runlabel secret stats unpause update ";

  private static final String CONTAINER =
      " checkpoint clone exists init pause restore runlabel stats" + " unpause update ";
  private static final String IMAGE = " build buildx mount sign trust umount unmount ";
  private static final String SYSTEM = " connection context dial-stdio events locks ";

  private RefusedCommands() {}

  /** Returns the commands behind a noun. */
  static String of(String noun) {
    return switch (noun) {
      case "container" -> CONTAINER;
      case "image" -> IMAGE;
      case "pod" -> " clone pause stats unpause ";
      case "system" -> SYSTEM;
      default -> " ";
    };
  }
}
