package dev.kapok.libpod.spec;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.sys.Kernel;
import java.util.List;
import java.util.Map;

/**
 * What of a configuration can be known to be wrong before the container is made, instead of at its
 * first start.
 */
public final class EarlyChecks {
  private final Kernel kernel;
  private final ContainerConfig config;

  /** Looks at a new container's configuration. */
  public EarlyChecks(Kernel kernel, ContainerConfig config) {
    this.kernel = kernel;
    this.config = config;
  }

  /**
   * Checks that devices and the seccomp profile are there, and that kernel parameters may be set.
   *
   * @throws KapokException INVALID
   */
  public void check(ContainerDefaults defaults) {
    List<DeviceConfig> devices = config.host().devices();
    for (int i = 0; i < devices.size(); i++) {
      new HostDevices(kernel.tree()).find(devices.get(i));
    }
    String profile = config.security().seccomp();
    if (profile != null) {
      new SeccompPart(new SmallFiles(kernel.io(), kernel.tree()))
          .check(profile, new ProcHostFacts(kernel).machine());
    }
    for (Map.Entry<String, String> sysctl : config.host().sysctls().entrySet()) {
      if (!sysctl.getValue().equals(defaults.sysctls().get(sysctl.getKey()))) {
        SysctlsPart.check(config, sysctl.getKey(), sysctl.getValue());
      }
    }
  }
}
