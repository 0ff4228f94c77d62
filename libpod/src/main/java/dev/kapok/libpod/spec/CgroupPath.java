package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.ContainerConfig;
import org.jspecify.annotations.Nullable;

/** Where a container's cgroup lies: it follows from what is recorded, and needs no file. */
public final class CgroupPath {
  /** The parent of all containers with the cgroupfs manager. */
  static final String PARENT = "/kapok";

  private static final String SLICE = ".slice";

  private CgroupPath() {}

  /**
   * Returns what the containers of a pod have as their parent: a path beneath each hierarchy, or
   * for systemd the name of a slice (systemd.slice(5), where dashes are the levels). Null where
   * there is no place that is known to be writable.
   *
   * @param asked where the pod itself shall lie, null for the default place
   * @param manager "cgroupfs" or "systemd"
   */
  public static @Nullable String ofPod(
      String pod, @Nullable String asked, String manager, boolean rootless) {
    String parent = asked == null ? "" : asked;
    if (manager.equals("systemd")) {
      String slice = parent.isEmpty() ? rootless ? "user.slice" : "machine.slice" : parent;
      String name = slice.substring(slice.lastIndexOf('/') + 1);
      String stem = name.endsWith(SLICE) ? name.substring(0, name.length() - 6) : name;
      return stem + "-kapok_pod_" + pod + SLICE;
    }
    if (rootless && parent.isEmpty()) {
      return null;
    }
    return CleanPath.of(parent.isEmpty() ? PARENT : parent) + "/pod-" + pod;
  }

  /**
   * Returns the path as the chosen manager writes it: beneath each hierarchy, or for systemd {@code
   * slice:prefix:name}. Null for none: without root there is no place that is known to be writable
   * unless the user names one; the runtime then takes what it can get.
   *
   * @param manager "cgroupfs" or "systemd"
   */
  public static @Nullable String of(ContainerConfig config, String manager, boolean rootless) {
    String wanted = config.host().cgroupParent();
    String parent = wanted == null ? "" : wanted;
    boolean named = !parent.isEmpty();
    if (manager.equals("systemd")) {
      String slice = named ? parent : rootless ? "user.slice" : "machine.slice";
      return slice.substring(slice.lastIndexOf('/') + 1) + ":kapok:" + config.id();
    }
    if (rootless && !named) {
      return null;
    }
    return CleanPath.of(named ? parent : PARENT) + "/kapok-" + config.id();
  }
}
