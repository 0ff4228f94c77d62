package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.sys.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What the container may use, by its cgroup (config-linux.md, "Control groups"). */
final class ResourcesPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    ResourcesConfig limits = context.config().resources();
    HostFacts host = context.host();
    writeMemory(host, limits, spec.resources());
    writeCpu(host, limits, spec.resources());
    Long pids = limits.pidsLimit();
    if (pids != null && pids > 0 && wantsPids(context, pids)) {
      require(host, "pids", "the number of processes");
      spec.resources().name("pids").beginObject().field("limit", pids).endObject();
    }
  }

  /** A limit that is only the default one is left out where it cannot be had. */
  private static boolean wantsPids(SpecContext context, long pids) {
    return pids != context.defaults().pidsLimit() || context.host().controls("pids");
  }

  private static void writeMemory(HostFacts host, ResourcesConfig limits, JsonWriter resources) {
    Long memory = limits.memory();
    Long swap = limits.memorySwap();
    Long reservation = limits.memoryReservation();
    if (memory == null && swap == null && reservation == null) {
      return;
    }
    require(host, "memory", "memory");
    checkMemory(memory, swap, reservation);
    resources.name("memory").beginObject();
    put(resources, "limit", memory);
    put(resources, "reservation", reservation);
    if (swap != null) {
      require(host, "swap", "swap");
      put(resources, "swap", swap);
    } else if (memory != null && host.controls("swap")) {
      // As much swap again, like every engine before.
      put(resources, "swap", 2 * memory);
    }
    resources.endObject();
  }

  private static void checkMemory(
      @Nullable Long memory, @Nullable Long swap, @Nullable Long reservation) {
    if (swap != null && swap > 0 && (memory == null || swap < memory)) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          memory == null
              ? "a limit of swap needs a limit of memory too"
              : "minimum memory-swap limit must not be less than memory limit " + memory);
    }
    if (memory != null && reservation != null && memory < reservation) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "minimum memory limit must not be less than memory reservation " + reservation);
    }
  }

  private static void writeCpu(HostFacts host, ResourcesConfig limits, JsonWriter resources) {
    boolean time =
        limits.cpuShares() != null || limits.cpuPeriod() != null || limits.cpuQuota() != null;
    boolean set = limits.cpusetCpus() != null || limits.cpusetMems() != null;
    if (!time && !set) {
      return;
    }
    if (time) {
      require(host, "cpu", "cpu time");
    }
    if (set) {
      require(host, "cpuset", "the choice of cpus");
    }
    resources.name("cpu").beginObject();
    put(resources, "shares", limits.cpuShares());
    put(resources, "quota", limits.cpuQuota());
    put(resources, "period", limits.cpuPeriod());
    if (limits.cpusetCpus() != null) {
      resources.field("cpus", limits.cpusetCpus());
    }
    if (limits.cpusetMems() != null) {
      resources.field("mems", limits.cpusetMems());
    }
    resources.endObject();
  }

  private static void put(JsonWriter resources, String name, @Nullable Long value) {
    if (value != null) {
      resources.field(name, value.longValue());
    }
  }

  private static void require(HostFacts host, String controller, String what) {
    if (host.controls(controller)) {
      return;
    }
    String advice;
    if (!host.rootless()) {
      advice =
          controller.equals("swap")
              ? "the kernel does not count swap (swapaccount=1 on its command line makes it)"
              : "the kernel has no cgroup controller " + controller + " mounted";
    } else if (host.cgroups() == HostFacts.CgroupMode.V2) {
      advice =
          "the cgroup controller "
              + controller
              + " is not delegated to this user (systemd: Delegate= of user@.service)";
    } else {
      advice =
          "the cgroup controller " + controller + " is of version 1 here, which only root can use";
    }
    throw new KapokException(
        KapokException.Kind.INVALID, "limiting " + what + " is not possible: " + advice);
  }
}
