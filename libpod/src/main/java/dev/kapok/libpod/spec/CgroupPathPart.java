package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/** Where the container's cgroup lies (config-linux.md, "Cgroups Path"). */
final class CgroupPathPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    @Nullable String path =
        CgroupPath.of(context.config(), context.cgroupManager(), context.host().rootless());
    if (path != null) {
      spec.linux().field("cgroupsPath", path);
    }
  }
}
