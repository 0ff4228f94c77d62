package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.SyscallException;

/**
 * Moves conmon out of the cgroup of whoever called the engine, so that a service or session that
 * ends does not take the monitors of its containers along (systemd.kill(5)).
 *
 * <p>Only the hierarchy by which systemd knows processes matters for that; the caller's limits stay
 * in force for conmon on cgroup v1. Only root may move processes there.
 *
 * <p>The first move for some milliseconds waits until each CPU passed a point (the kernel lock
 * cgroup_threadgroup_rwsem), 5 to 15 ms; moves that follow soon do not. So it is made beside other
 * work, and also where no service could end: the runtime's own moves, for which a start has to
 * wait, are quick then.
 */
public final class MonitorCgroup {
  private static final String HOME = "/kapok/conmon";
  private static final String MOUNT_POINT = "/sys/fs/cgroup";

  private final Disk disk;
  private final boolean rootless;

  /**
   * Works on the hierarchies at /sys/fs/cgroup.
   *
   * @param rootless whether nothing can be moved
   */
  public MonitorCgroup(Disk disk, boolean rootless) {
    this.disk = disk;
    this.rootless = rootless;
  }

  /** A move that is under way. */
  public static final class Move extends Thread {
    private final MonitorCgroup cgroup;
    private final int pid;

    private Move(MonitorCgroup cgroup, int pid) {
      super("monitor-cgroup");
      this.cgroup = cgroup;
      this.pid = pid;
    }

    @Override
    public void run() {
      cgroup.adopt(pid);
    }

    /** Waits for the end, however it went. */
    public void await() {
      boolean interrupted = false;
      while (isAlive()) {
        try {
          join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        currentThread().interrupt();
      }
    }
  }

  /** Begins to move a process; one that stays where it is works as well, but for that. */
  public Move begin(int pid) {
    Move move = new Move(this, pid);
    move.setDaemon(true);
    if (!rootless) {
      move.start();
    }
    return move;
  }

  private void adopt(int pid) {
    String own = disk.read("/proc/self/cgroup");
    String folder = own == null ? "" : hierarchy(own);
    if (folder.isEmpty()) {
      return;
    }
    try {
      disk.makeFolders(MOUNT_POINT + folder + HOME, 0755);
      disk.write(MOUNT_POINT + folder + HOME + "/cgroup.procs", Integer.toString(pid), 0644);
    } catch (SyscallException e) {
      // Read-only or not ours, as in a container: the monitor shares our fate then.
      return;
    }
  }

  /**
   * Returns the folder of systemd's hierarchy, from the text of /proc/self/cgroup (cgroups(7));
   * empty where there is none, and where a process of this one stays in our cgroup anyway.
   */
  static String hierarchy(String own) {
    String folder = "";
    int from = 0;
    while (from < own.length()) {
      int newline = own.indexOf('\n', from);
      int end = newline < 0 ? own.length() : newline;
      String line = own.substring(from, end);
      String path = line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1);
      boolean foreign = !path.startsWith("/kapok/");
      if (line.contains(":name=systemd:")) {
        return foreign ? "/systemd" : "";
      }
      if (line.startsWith("0::") && foreign) {
        folder = "/.";
      }
      from = end + 1;
    }
    return folder;
  }
}
