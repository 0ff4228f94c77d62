package dev.kapok.libpod.verb;

import dev.kapok.image.ImageConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.VolumeDefaults;
import dev.kapok.libpod.mounts.GlobPaths;
import dev.kapok.libpod.mounts.ImageMounts;
import dev.kapok.libpod.mounts.MountSources;
import dev.kapok.libpod.parts.EngineParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a container mounts: what the user named, then the volumes of other containers, then
 * those of the image; for each place the first counts.
 */
final class MountCompleter {
  /** Makes the folder on the host that is bound, where it is missing. */
  private static final String CREATE_SOURCE = "bind-create-src";

  private final EngineParts parts;
  private final ContainerRequest request;
  private final @Nullable ImageConfig image;
  private final List<MountConfig> all = new ArrayList<>();

  MountCompleter(EngineParts parts, ContainerRequest request, @Nullable ImageConfig image) {
    this.parts = parts;
    this.request = request;
    this.image = image;
  }

  List<MountConfig> complete() {
    for (int i = 0; i < request.mounts().size(); i++) {
      MountConfig mount = request.mounts().get(i);
      if (mount.type() == MountConfig.Type.GLOB) {
        addGlob(mount);
      } else {
        all.add(named(mount));
      }
    }
    for (int i = 0; i < request.volumes().from().size(); i++) {
      addFrom(request.volumes().from().get(i));
    }
    if (image != null && request.volumes().imageVolumes() != VolumeDefaults.ImageVolumes.IGNORE) {
      addImages(image.volumes());
    }
    return all;
  }

  private MountConfig named(MountConfig mount) {
    if (mount.type() == MountConfig.Type.IMAGE) {
      new ImageMounts(parts).requireImage(mount);
      return mount;
    }
    if (mount.type() != MountConfig.Type.VOLUME) {
      String source = mount.source();
      if (source != null && mount.options().contains(CREATE_SOURCE)) {
        parts.disk().makeFolders(source, 0755);
        List<String> options = new ArrayList<>(mount.options());
        options.remove(CREATE_SOURCE);
        return new MountConfig(mount.type(), source, mount.target(), options);
      }
      MountSources.requireSource(parts.disk(), mount);
      return mount;
    }
    String name = mount.source();
    if (name == null) {
      name = parts.ids().hex(64);
    }
    return new MountConfig(mount.type(), LegalName.ofVolume(name), mount.target(), mount.options());
  }

  /** What fits a pattern is mounted beneath the target, or where it lies on the host. */
  private void addGlob(MountConfig glob) {
    String pattern = glob.source();
    List<String> paths =
        pattern == null ? List.of() : new GlobPaths(parts.disk()).matching(pattern);
    if (paths.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting " + pattern + " at " + glob.target() + ": no file fits the pattern");
    }
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      String target =
          glob.target().isEmpty() ? path : glob.target() + path.substring(path.lastIndexOf('/'));
      if (covers(target)) {
        throw new KapokException(
            KapokException.Kind.INVALID, target + ": duplicate mount destination");
      }
      all.add(new MountConfig(MountConfig.Type.BIND, path, target, glob.options()));
    }
  }

  private void addFrom(VolumeDefaults.From from) {
    List<MountConfig> others = parts.containers().find(from.container()).config().mounts();
    for (int i = 0; i < others.size(); i++) {
      MountConfig other = others.get(i);
      if (other.isOfHost() && !covers(other.target())) {
        List<String> options = options(other.options(), from.options());
        all.add(new MountConfig(other.type(), other.source(), other.target(), options));
      }
    }
  }

  private static List<String> options(List<String> own, List<String> asked) {
    List<String> options = new ArrayList<>(own);
    if (!asked.isEmpty()) {
      options.remove("ro");
      options.remove("rw");
    }
    options.addAll(asked);
    return options;
  }

  private void addImages(List<String> targets) {
    boolean tmpfs = request.volumes().imageVolumes() == VolumeDefaults.ImageVolumes.TMPFS;
    for (int i = 0; i < targets.size(); i++) {
      String target = targets.get(i);
      if (covers(target)) {
        continue;
      }
      all.add(
          tmpfs
              ? new MountConfig(MountConfig.Type.TMPFS, null, target, List.of())
              : new MountConfig(MountConfig.Type.VOLUME, parts.ids().hex(64), target, List.of()));
    }
  }

  private boolean covers(String target) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).target().equals(target)) {
        return true;
      }
    }
    return false;
  }
}
