package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.sys.json.Json;
import java.util.Iterator;
import java.util.Map;

/** A volume that a mount names, with the labels and options that it shall have if it is new. */
public final class AskedVolume {
  private final String name;
  private final Map<String, String> labels;
  private final Map<String, String> options;

  /** Reads what a mount of a volume asks for. */
  public AskedVolume(MountConfig mount) {
    this.name = String.valueOf(mount.source());
    this.labels = mount.values("volume-label");
    this.options = mount.values("volume-opt");
  }

  /** Returns the volume as it is when it is made. */
  public VolumeSummary made(long created, boolean anonymous) {
    return labels.isEmpty() && options.isEmpty()
        ? VolumeSummary.plain(name, created, anonymous)
        : new VolumeSummary(
            name,
            created,
            anonymous,
            Json.write(labels, null),
            Json.write(LocalDriver.of(options).complete(options), null),
            0);
  }

  /**
   * Makes sure that a volume that is there already has what is asked for.
   *
   * @throws KapokException EXISTS where it has not
   */
  public void requireIn(VolumeSummary there) {
    require(labels, Json.parseObject(there.labels()), "label");
    require(options, Json.parseObject(there.options()), "option");
  }

  private void require(Map<String, String> asked, Map<String, Object> there, String kind) {
    for (Iterator<Map.Entry<String, String>> all = asked.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, String> each = all.next();
      if (!each.getValue().equals(there.get(each.getKey()))) {
        throw new KapokException(
            KapokException.Kind.EXISTS,
            "volume "
                + name
                + " exists without the "
                + kind
                + " "
                + each.getKey()
                + "="
                + each.getValue()
                + " that the mount asks for: name another volume, or leave it out");
      }
    }
  }
}
