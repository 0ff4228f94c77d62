package dev.kapok.libpod.view;

import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** The mounts that inspect shows: binds, volumes and images; a tmpfs stands in HostConfig. */
final class InspectMounts {
  private final EngineParts parts;
  private final JsonWriter json;

  InspectMounts(EngineParts parts, JsonWriter json) {
    this.parts = parts;
    this.json = json;
  }

  void write(List<MountConfig> mounts) {
    json.name("Mounts").beginArray();
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).isOfHost()) {
        write(mounts.get(i));
      } else if (mounts.get(i).type() == MountConfig.Type.IMAGE) {
        writeImage(mounts.get(i));
      }
    }
    json.endArray();
  }

  private void writeImage(MountConfig mount) {
    json.beginObject().field("Type", "image").field("Source", mount.source());
    json.field("Destination", mount.target()).field("Driver", "").field("Mode", "");
    json.name("Options").nullValue().field("RW", mount.options().contains("rw"));
    json.field("Propagation", "");
    String subpath = mount.value("subpath");
    if (subpath != null) {
      json.field("SubPath", subpath);
    }
    json.endObject();
  }

  private void write(MountConfig mount) {
    boolean volume = mount.type() == MountConfig.Type.VOLUME;
    String source = mount.source() == null ? "" : mount.source();
    json.beginObject().field("Type", volume ? "volume" : "bind");
    if (volume) {
      json.field("Name", source);
      source = parts.paths().volumeData(source);
    }
    json.field("Source", source).field("Destination", mount.target());
    json.field("Driver", volume ? "local" : "").field("Mode", "");
    List<String> options = new ArrayList<>();
    String propagation = "rprivate";
    boolean writable = true;
    for (int i = 0; i < mount.options().size(); i++) {
      String option = mount.options().get(i);
      switch (option) {
        case "ro", "readonly" -> writable = false;
        case "rw" -> writable = true;
        default -> {
          if (MountConfig.isPropagation(option)) {
            propagation = option;
          } else {
            options.add(option);
          }
        }
      }
    }
    if (!options.contains("bind") && !options.contains("rbind")) {
      options.add("rbind");
    }
    json.strings("Options", options).field("RW", writable);
    json.field("Propagation", propagation).endObject();
  }
}
