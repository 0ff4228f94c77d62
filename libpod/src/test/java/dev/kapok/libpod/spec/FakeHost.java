package dev.kapok.libpod.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host that is what the test says; at first one where root can do everything. */
final class FakeHost implements HostFacts {
  CgroupMode cgroups = CgroupMode.V2;
  final List<String> controllers =
      new ArrayList<>(List.of("memory", "swap", "cpu", "cpuset", "pids"));
  boolean rootless;
  int lastId = Integer.MAX_VALUE;
  long capabilities = Capability.ALL;
  boolean raisesLimits = true;
  final Map<String, Long> hardLimits = new HashMap<>();
  List<String> lockedFlags = List.of();
  String machine = "x86_64";
  boolean x32;

  /** Makes it what a user without root sees. */
  FakeHost asUser() {
    rootless = true;
    raisesLimits = false;
    controllers.clear();
    return this;
  }

  @Override
  public CgroupMode cgroups() {
    return cgroups;
  }

  @Override
  public boolean controls(String controller) {
    return controllers.contains(controller);
  }

  @Override
  public boolean rootless() {
    return rootless;
  }

  @Override
  public boolean hasUser(int uid) {
    return uid <= lastId;
  }

  @Override
  public boolean hasGroup(int gid) {
    return gid <= lastId;
  }

  @Override
  public long boundingCapabilities() {
    return capabilities;
  }

  @Override
  public boolean raisesLimits() {
    return raisesLimits;
  }

  @Override
  public long hardLimit(String name) {
    return hardLimits.getOrDefault(name, UNLIMITED);
  }

  @Override
  public String machine() {
    return machine;
  }

  @Override
  public boolean x32() {
    return x32;
  }

  @Override
  public List<String> lockedFlags(String path) {
    return lockedFlags;
  }

  @Override
  public String hostname() {
    return "the-host";
  }

  @Override
  public int oomScoreAdj() {
    return 100;
  }
}
