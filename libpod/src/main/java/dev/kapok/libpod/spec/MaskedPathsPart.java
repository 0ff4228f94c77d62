package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.SecurityConfig;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of the kernel that a container does not see, or cannot write (config-linux.md, "Masked
 * Paths" and "Readonly Paths"): they tell of the host, or change it.
 */
final class MaskedPathsPart implements SpecContributor {
  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/dev/block",
          "/sys/devices/virtual/powercap",
          "/sys/firmware",
          "/sys/fs/selinux");

  private static final List<String> READ_ONLY =
      List.of(
          "/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static final String CPUS = "/sys/devices/system/cpu";

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    SecurityConfig security = context.config().security();
    List<String> masked = new ArrayList<>();
    List<String> readOnly = new ArrayList<>();
    if (!security.privileged()) {
      addUnlessShown(masked, MASKED, security.unmask());
      addUnlessShown(masked, thermalThrottles(), security.unmask());
      if (SystemMountsPart.bindsSys(context)) {
        addUnlessShown(masked, List.of("/sys/kernel"), security.unmask());
      }
      addUnlessShown(readOnly, READ_ONLY, security.unmask());
    }
    masked.addAll(security.mask());
    if (!masked.isEmpty()) {
      spec.linux().strings("maskedPaths", masked);
    }
    if (!readOnly.isEmpty()) {
      spec.linux().strings("readonlyPaths", readOnly);
    }
  }

  private static void addUnlessShown(List<String> to, List<String> paths, List<String> unmask) {
    for (int i = 0; i < paths.size(); i++) {
      if (!isShown(paths.get(i), unmask)) {
        to.add(paths.get(i));
      }
    }
  }

  private static boolean isShown(String path, List<String> unmask) {
    for (int i = 0; i < unmask.size(); i++) {
      String shown = unmask.get(i);
      if (shown.equals("ALL")
          || shown.equals("all")
          || shown.equals(path)
          || (shown.endsWith("*")
              && path.startsWith(shown.substring(0, shown.length() - 1))
              && path.indexOf('/', shown.length() - 1) < 0)) {
        return true;
      }
    }
    return false;
  }

  /** How often each cpu grew too hot tells what others compute; few hosts have the counters. */
  private static List<String> thermalThrottles() {
    List<String> paths = new ArrayList<>();
    if (new File(CPUS + "/cpu0/thermal_throttle").exists()) {
      String[] names = new File(CPUS).list();
      for (int i = 0; names != null && i < names.length; i++) {
        String name = names[i];
        if (name.startsWith("cpu") && name.length() > 3 && Character.isDigit(name.charAt(3))) {
          paths.add(CPUS + "/" + name + "/thermal_throttle");
        }
      }
    }
    return paths;
  }
}
