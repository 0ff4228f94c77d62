package dev.kapok.cli;

/** Commands that podman has and Kapok does not have yet; blanks stand around each. */
final class RefusedCommands {
  static final String TOP =
      " artifact auto-update build buildx checkpoint commit completion compose context cp diff events"
          + " exists export farm generate healthcheck hyperv-prep init kube locks"
          + " machine manifest mount network pause play pod podmansh prune quadlet"
          + " renumber restore runlabel secret stats umount unmount unpause update"
          + " volume ";

  private static final String CONTAINER =
      " checkpoint clone commit cp diff exists export init mount pause prune restore runlabel stats"
          + " umount unmount unpause update ";
  private static final String IMAGE = " build buildx diff mount scp sign trust umount unmount ";
  private static final String SYSTEM =
      " check connection context df dial-stdio events locks migrate prune renumber reset ";

  private RefusedCommands() {}

  /** Returns the commands behind a noun. */
  static String of(String noun) {
    return switch (noun) {
      case "container" -> CONTAINER;
      case "image" -> IMAGE;
      case "system" -> SYSTEM;
      default -> " ";
    };
  }
}
