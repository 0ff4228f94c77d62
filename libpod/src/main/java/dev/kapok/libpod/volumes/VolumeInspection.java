package dev.kapok.libpod.volumes;

import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.mounts.LocalDriver;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.view.InspectJson;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;

/** What inspect shows of a volume; the fields are podman's. */
final class VolumeInspection {
  private final EngineParts parts;
  private final VolumeSummary volume;

  VolumeInspection(EngineParts parts, VolumeSummary volume) {
    this.parts = parts;
    this.volume = volume;
  }

  /**
   * Returns it.
   *
   * @param users the ids of the containers that use it
   */
  String json(List<String> users) {
    String name = volume.name();
    LocalDriver driver = VolumeFolders.driver(volume);
    JsonWriter json = new JsonWriter();
    json.beginObject().field("Name", name).field("Driver", "local");
    json.field("Mountpoint", parts.paths().volumeData(name));
    json.field("CreatedAt", InspectJson.time(volume.created()));
    json.name("Labels").raw(volume.labels());
    json.field("Scope", "local");
    json.name("Options").raw(volume.options());
    if (driver.uid() > 0) {
      json.field("UID", driver.uid());
    }
    if (driver.gid() > 0) {
      json.field("GID", driver.gid());
    }
    if (volume.anonymous()) {
      json.field("Anonymous", true);
    }
    json.field("MountCount", driver.mounts() ? new VolumeMount(parts).count(name, users, "") : 0);
    String mark = parts.disk().read(parts.paths().volumeFresh(name));
    if (mark != null && !driver.noCopy()) {
      json.field("NeedsCopyUp", true);
    }
    if (mark != null && mark.isEmpty()) {
      json.field("NeedsChown", true);
    }
    return json.endObject().toString();
  }
}
