package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.MountOwners;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.sys.IdMaps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where on the host that lies which a container mounts. */
public final class MountSources {
  private final EngineParts parts;
  private final VolumeFolders folders;

  /** Works with these parts. */
  public MountSources(EngineParts parts) {
    this.parts = parts;
    this.folders = new VolumeFolders(parts);
  }

  /**
   * Returns the mounts with each volume's folder as its source, filled where it is new, and with
   * overlays and other owners where those were asked for.
   *
   * @param id of the container
   * @param user who owns new volumes at places that the image does not have, with the ids that the
   *     container sees
   * @param maps of the container's own user namespace, null for none
   */
  public List<MountConfig> resolve(
      String id, List<MountConfig> mounts, String rootFs, ProcessUser user, @Nullable IdMaps maps) {
    List<MountConfig> resolved = new ArrayList<>();
    for (int i = 0; i < mounts.size(); i++) {
      resolved.add(resolve(id, i, mounts.get(i), rootFs, user, maps));
    }
    return resolved;
  }

  /**
   * Resolves one mount as the other does all.
   *
   * @param number tells a container's mounts apart
   */
  public MountConfig resolve(
      String id,
      int number,
      MountConfig mount,
      String rootFs,
      ProcessUser user,
      @Nullable IdMaps maps) {
    ProcessUser here = maps == null ? user : user.outside(maps);
    MountConfig resolved = mount;
    if (mount.type() == MountConfig.Type.VOLUME && mount.source() != null) {
      resolved = volume(id, number, mount, rootFs, here, maps);
    } else {
      requireSource(parts.disk(), mount);
      String source = mount.source();
      if (mount.type() == MountConfig.Type.IMAGE) {
        source = new ImageMounts(parts).mount(id, number, mount);
        resolved = from(source, mount, mount.options());
      }
      if (source != null && ShownMounts.isNeeded(mount)) {
        resolved = from(shown(id, number, source, mount, maps), mount, mount.options());
      }
    }
    return prepared(resolved, id, number, here, user);
  }

  private static MountConfig from(String source, MountConfig mount, List<String> options) {
    return new MountConfig(mount.type(), source, mount.target(), options);
  }

  private String shown(
      String id, int number, String source, MountConfig mount, @Nullable IdMaps maps) {
    String path = new OverlayMounts(parts).shown(id, number);
    return new ShownMounts(parts).show(path, source, mount, maps);
  }

  /** Makes the overlay of "O", then gives to the user what "U" wants: not what lies beneath. */
  private MountConfig prepared(
      MountConfig mount, String id, int number, ProcessUser user, ProcessUser inside) {
    MountConfig prepared = mount;
    String source = mount.source();
    List<String> options = mount.options();
    if (source != null && options.contains("O")) {
      String merged = new OverlayMounts(parts).mount(id, number, mount);
      prepared = from(merged, mount, options);
      source = merged;
    }
    if (!options.contains("U")) {
      return prepared;
    }
    if (source != null) {
      new OwnerChange(parts.kernel(), user.uid(), user.gid()).apply(source);
      return prepared;
    }
    List<String> owned = new ArrayList<>(options);
    owned.add("uid=" + inside.uid());
    owned.add("gid=" + inside.gid());
    return new MountConfig(mount.type(), null, mount.target(), owned);
  }

  /**
   * Makes sure that what shall be bound exists.
   *
   * @throws KapokException INVALID where it does not
   */
  public static void requireSource(Disk disk, MountConfig mount) {
    String source = mount.source();
    if (mount.type() == MountConfig.Type.BIND && source != null && !disk.exists(source)) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting "
              + source
              + " at "
              + mount.target()
              + ": stat "
              + source
              + ": no such file or directory; make it first, or name a volume");
    }
  }

  /** Tells whether a mount is of a volume on which something is mounted while it is used. */
  public boolean isMounted(MountConfig mount) {
    String name = mount.source();
    VolumeSummary volume =
        mount.type() == MountConfig.Type.VOLUME && name != null ? parts.volumes().get(name) : null;
    return volume != null && VolumeFolders.driver(volume).mounts();
  }

  private MountConfig volume(
      String id,
      int number,
      MountConfig mount,
      String rootFs,
      ProcessUser user,
      @Nullable IdMaps maps) {
    String name = String.valueOf(mount.source());
    VolumeSummary volume = parts.volumes().get(name);
    if (volume == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "volume " + name + " has lost its record; make it with \"volume create " + name + "\"");
    }
    LocalDriver driver = VolumeFolders.driver(volume);
    List<String> options = driver.restrict(mount.options());
    String data = parts.paths().volumeData(name);
    boolean isReady =
        !driver.mounts()
            && !parts.disk().exists(parts.paths().volumeFresh(name))
            && parts.disk().exists(data);
    boolean isShown = ShownMounts.isNeeded(mount);
    if (isReady) {
      return from(isShown ? shown(id, number, data, mount, maps) : data, mount, options);
    }
    folders.requireThere(name);
    int lock = folders.lock(name);
    try {
      new VolumeMount(parts).mount(volume, driver);
      if (ShownMounts.subpath(mount) == null) {
        boolean copies = !mount.options().contains("nocopy") && !driver.noCopy();
        IdMaps owners = isShown ? MountOwners.of(mount, maps) : null;
        new CopyUp(parts, name, lock, id, owners).run(rootFs, mount.target(), copies, user);
      }
      return from(isShown ? shown(id, number, data, mount, maps) : data, mount, options);
    } finally {
      folders.unlock(lock);
    }
  }

  /** Gives back what a container that ends has used; each step may be repeated. */
  public void release(String id, List<MountConfig> mounts) {
    boolean overlays = false;
    for (int i = 0; i < mounts.size(); i++) {
      overlays |= OverlayMounts.isNeeded(mounts.get(i));
    }
    if (overlays) {
      new OverlayMounts(parts).releaseAll(id);
    }
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).type() == MountConfig.Type.IMAGE) {
        new ImageMounts(parts).release(id, i);
      }
      String name = mounts.get(i).source();
      if (mounts.get(i).type() == MountConfig.Type.VOLUME
          && name != null
          && parts.kernel().mounts().isMountPoint(parts.paths().volumeData(name))) {
        int lock = folders.lock(name);
        try {
          new VolumeMount(parts).unmountUnused(name, id);
        } finally {
          folders.unlock(lock);
        }
      }
    }
  }
}
