package dev.kapok.libpod.parts;

import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.conmon.MonitorCgroup;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.network.names.NameServer;

/** Lets the server of names outlive the service or session that happened to start it. */
final class OwnCgroup implements NameServer.Starter {
  private final Disk disk;
  private final boolean rootless;

  OwnCgroup(Disk disk, EngineConfig config) {
    this.disk = disk;
    this.rootless = config.storage().rootless();
  }

  @Override
  public Runnable started(int pid) {
    MonitorCgroup.Move move = new MonitorCgroup(disk, rootless).begin(pid);
    return new Runnable() {
      @Override
      public void run() {
        move.await();
      }
    };
  }
}
