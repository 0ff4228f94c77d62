package dev.kapok.libpod.volumes;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeRequest;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.mounts.LocalDriver;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.sql.Tx;

/** Makes a volume: its folder and its row, in one transaction. */
final class CreateVolume {
  private final EngineParts parts;

  CreateVolume(EngineParts parts) {
    this.parts = parts;
  }

  String create(VolumeRequest request) {
    LocalDriver driver = LocalDriver.of(request.options());
    requireSource(driver);
    String asked = request.name();
    String name = asked == null ? parts.ids().hex(64) : LegalName.ofVolume(asked);
    VolumeSummary volume =
        new VolumeSummary(
            name,
            parts.clock().now(),
            false,
            Json.write(request.labels(), null),
            Json.write(driver.complete(request.options()), null),
            0);
    try (Tx tx = parts.database().begin()) {
      if (!parts.volumes().put(tx, volume)) {
        if (request.ignore()) {
          return name;
        }
        throw new KapokException(
            KapokException.Kind.EXISTS,
            "volume with name " + name + " already exists: volume already exists");
      }
      new VolumeFolders(parts).make(volume);
      tx.commit();
    }
    return name;
  }

  private void requireSource(LocalDriver driver) {
    boolean isFolder = driver.mounts() && driver.type().isEmpty();
    if (isFolder && !parts.disk().exists(driver.device())) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "invalid volume option device for driver 'local': stat "
              + driver.device()
              + ": no such file or directory");
    }
  }
}
