package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.spec.HostDevices.Device;
import dev.kapok.sys.json.JsonWriter;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Devices beyond the few that every runtime makes (config-linux.md, "Devices").
 *
 * <p>Root has them made, and allowed in the device cgroup, with nothing else being allowed. Without
 * root nobody can make a device, nor limit its use: it is bound from the host, and its permissions
 * decide.
 */
final class DevicesPart implements SpecContributor {
  private static final List<String> BIND_OPTIONS =
      List.of("slave", "nosuid", "noexec", "rw", "rbind");

  private final HostDevices hostDevices;

  DevicesPart(HostDevices hostDevices) {
    this.hostDevices = hostDevices;
  }

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    boolean privileged = context.config().security().privileged();
    List<Device> devices = wanted(context, privileged);
    if (context.host().rootless()) {
      bind(spec.mounts(), devices);
      return;
    }
    JsonWriter rules = spec.deviceRules();
    rules.beginObject().field("allow", privileged).field("access", "rwm").endObject();
    if (devices.isEmpty()) {
      return;
    }
    spec.linux().name("devices").beginArray();
    for (int i = 0; i < devices.size(); i++) {
      Device device = devices.get(i);
      write(spec.linux(), device);
      if (!privileged) {
        allow(rules, device);
      }
    }
    spec.linux().endArray();
  }

  private List<Device> wanted(SpecContext context, boolean privileged) {
    List<Device> devices = new ArrayList<>();
    List<DeviceConfig> named = context.config().host().devices();
    for (int i = 0; i < named.size(); i++) {
      addAll(devices, hostDevices.find(checked(named.get(i))), false);
    }
    if (privileged) {
      addAll(devices, hostDevices.all(), context.host().rootless());
    }
    return devices;
  }

  private static void addAll(List<Device> devices, List<Device> more, boolean accessibleOnly) {
    for (int i = 0; i < more.size(); i++) {
      Device device = more.get(i);
      if (hasTarget(devices, device.target())) {
        continue;
      }
      File file = new File(device.source());
      if (!accessibleOnly || file.canRead() || file.canWrite()) {
        devices.add(device);
      }
    }
  }

  private static boolean hasTarget(List<Device> devices, String target) {
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).target().equals(target)) {
        return true;
      }
    }
    return false;
  }

  private static DeviceConfig checked(DeviceConfig device) {
    boolean valid = !device.access().isEmpty();
    for (int i = 0; i < device.access().length(); i++) {
      valid &= "rwm".indexOf(device.access().charAt(i)) >= 0;
    }
    if (!valid || !device.source().startsWith("/") || !device.target().startsWith("/")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "invalid device "
              + device.source()
              + ":"
              + device.target()
              + ":"
              + device.access()
              + ": absolute paths and an access of r, w and m expected");
    }
    return device;
  }

  private static void bind(MountTable mounts, List<Device> devices) {
    for (int i = 0; i < devices.size(); i++) {
      Device device = devices.get(i);
      if (!mounts.has(device.target())) {
        mounts.put(device.target(), "bind", device.source(), BIND_OPTIONS);
      }
    }
  }

  private static void write(JsonWriter linux, Device device) {
    linux
        .beginObject()
        .field("path", device.target())
        .field("type", device.type())
        .field("major", device.major())
        .field("minor", device.minor())
        .field("fileMode", device.stat().mode() & 07777)
        .field("uid", device.stat().uid())
        .field("gid", device.stat().gid())
        .endObject();
  }

  private static void allow(JsonWriter rules, Device device) {
    rules
        .beginObject()
        .field("allow", true)
        .field("type", device.type())
        .field("major", device.major())
        .field("minor", device.minor())
        .field("access", device.access())
        .endObject();
  }
}
