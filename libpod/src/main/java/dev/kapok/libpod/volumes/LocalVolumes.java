package dev.kapok.libpod.volumes;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.Volumes;
import dev.kapok.libpod.mounts.LocalDriver;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.parts.EngineParts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The volumes of one engine. */
public final class LocalVolumes implements Volumes {
  private final EngineParts parts;
  private final VolumeFolders folders;

  /** Works with the parts of an engine. */
  public LocalVolumes(EngineParts parts) {
    this.parts = parts;
    this.folders = new VolumeFolders(parts);
  }

  @Override
  public String create(VolumeRequest request) {
    return new CreateVolume(parts).create(request);
  }

  @Override
  public List<VolumeSummary> list() {
    return parts.volumes().rows();
  }

  @Override
  public String inspect(String name) {
    VolumeSummary volume = find(name);
    return new VolumeInspection(parts, volume).json(parts.volumes().users(volume.name()));
  }

  @Override
  public List<String> inspect(List<VolumeSummary> listed) {
    Map<String, List<String>> users = parts.volumes().users();
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      List<String> own = users.getOrDefault(listed.get(i).name(), List.of());
      shown.add(new VolumeInspection(parts, listed.get(i)).json(own));
    }
    return shown;
  }

  @Override
  public boolean exists(String name) {
    return parts.volumes().has(name);
  }

  @Override
  public String remove(String name, boolean force, @Nullable Integer timeout) {
    String found = find(name).name();
    new RemoveVolume(parts).remove(found, force, timeout);
    return found;
  }

  @Override
  public long removeUnused(String name) {
    return new RemoveVolume(parts).removeUnused(name);
  }

  @Override
  public String mount(String name) {
    VolumeSummary volume = find(name);
    LocalDriver driver = VolumeFolders.driver(volume);
    folders.requireThere(volume.name());
    if (driver.mounts()) {
      int lock = folders.lock(volume.name());
      try {
        VolumeMount mount = new VolumeMount(parts);
        mount.mount(volume, driver);
        mount.pin(volume.name(), mount.pins(volume.name()) + 1);
      } finally {
        folders.unlock(lock);
      }
    }
    return parts.paths().volumeData(volume.name());
  }

  @Override
  public void unmount(String name) {
    VolumeSummary volume = find(name);
    if (!VolumeFolders.driver(volume).mounts()) {
      return;
    }
    int lock = folders.lock(volume.name());
    try {
      VolumeMount mount = new VolumeMount(parts);
      mount.pin(volume.name(), mount.pins(volume.name()) - 1);
      mount.unmountUnused(volume.name(), "");
    } finally {
      folders.unlock(lock);
    }
  }

  @Override
  public InputStream exportTar(String name) {
    return new VolumeTar(parts, find(name)).export();
  }

  @Override
  public void importTar(String name, InputStream tar) throws IOException {
    new VolumeTar(parts, find(name)).add(tar);
  }

  /** Returns the volume of a name, or of the only one that begins so. */
  private VolumeSummary find(String name) {
    VolumeSummary volume = parts.volumes().get(name);
    if (volume != null) {
      return volume;
    }
    List<VolumeSummary> found = name.isEmpty() ? List.of() : parts.volumes().beginning(name);
    if (found.size() > 1) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "more than one result for volume name \"" + name + "\": write more of it");
    }
    if (found.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "no volume with name \"" + name + "\" found: no such volume");
    }
    return found.get(0);
  }
}
