package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/**
 * Where the container's cgroup lies (config-linux.md, "Cgroups Path").
 *
 * <p>Without root there is no place that is known to be writable unless the user names one; the
 * runtime then takes what it can get.
 */
final class CgroupPathPart implements SpecContributor {
  /** The parent of all containers with the cgroupfs manager. */
  static final String PARENT = "/kapok";

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    String path = path(context);
    if (path != null) {
      spec.linux().field("cgroupsPath", path);
    }
  }

  /** Returns the path as the chosen manager writes it, null for none. */
  static @Nullable String path(SpecContext context) {
    String wanted = context.config().host().cgroupParent();
    String parent = wanted == null ? "" : wanted;
    boolean named = !parent.isEmpty();
    boolean rootless = context.host().rootless();
    if (context.cgroupManager().equals("systemd")) {
      String slice = named ? parent : rootless ? "user.slice" : "machine.slice";
      return slice.substring(slice.lastIndexOf('/') + 1) + ":kapok:" + context.config().id();
    }
    if (rootless && !named) {
      return null;
    }
    return CleanPath.of(named ? parent : PARENT) + "/kapok-" + context.config().id();
  }
}
