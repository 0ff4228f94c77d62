package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import java.util.ArrayList;
import java.util.List;

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
   * overlays where those were asked for.
   *
   * @param id of the container
   * @param user who owns new volumes at places that the image does not have
   * @param inside the same user with the ids of the container's own user namespace, in which the
   *     runtime mounts what has no source
   */
  public List<MountConfig> resolve(
      String id, List<MountConfig> mounts, String rootFs, ProcessUser user, ProcessUser inside) {
    List<MountConfig> resolved = new ArrayList<>();
    for (int i = 0; i < mounts.size(); i++) {
      MountConfig mount = mounts.get(i);
      String name = mount.source();
      if (mount.type() == MountConfig.Type.VOLUME && name != null) {
        LocalDriver driver = prepare(id, mount, name, rootFs, user);
        String data = parts.paths().volumeData(name);
        List<String> options = driver.restrict(mount.options());
        mount = new MountConfig(mount.type(), data, mount.target(), options);
      }
      requireSource(parts.disk(), mount);
      resolved.add(prepared(mount, id, i, user, inside));
    }
    return resolved;
  }

  /** Makes the overlay of "O", then gives to the user what "U" wants: not what lies beneath. */
  private MountConfig prepared(
      MountConfig mount, String id, int number, ProcessUser user, ProcessUser inside) {
    MountConfig prepared = mount;
    String source = mount.source();
    List<String> options = mount.options();
    if (source != null && options.contains("O")) {
      String merged = new OverlayMounts(parts).mount(id, number, mount);
      prepared = new MountConfig(mount.type(), merged, mount.target(), options);
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

  private LocalDriver prepare(
      String id, MountConfig mount, String name, String rootFs, ProcessUser user) {
    VolumeSummary volume = parts.volumes().get(name);
    if (volume == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "volume " + name + " has lost its record; make it with \"volume create " + name + "\"");
    }
    LocalDriver driver = VolumeFolders.driver(volume);
    boolean isReady =
        !driver.mounts()
            && !parts.disk().exists(parts.paths().volumeFresh(name))
            && parts.disk().exists(parts.paths().volumeData(name));
    if (isReady) {
      return driver;
    }
    folders.requireThere(name);
    int lock = folders.lock(name);
    try {
      new VolumeMount(parts).mount(volume, driver);
      boolean copies = !mount.options().contains("nocopy") && !driver.noCopy();
      new CopyUp(parts, name, lock, id).run(rootFs, mount.target(), copies, user);
    } finally {
      folders.unlock(lock);
    }
    return driver;
  }

  /** Gives back what a container that ends has used; each step may be repeated. */
  public void release(String id, List<MountConfig> mounts) {
    boolean overlays = false;
    for (int i = 0; i < mounts.size(); i++) {
      overlays |= mounts.get(i).options().contains("O");
    }
    if (overlays) {
      new OverlayMounts(parts).releaseAll(id);
    }
    for (int i = 0; i < mounts.size(); i++) {
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
