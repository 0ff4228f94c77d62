package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.SyscallException;

/**
 * Moves conmon out of the cgroup of whoever called the engine, so that a service or session that
 * ends does not take the monitors of its containers along (systemd.kill(5)).
 *
 * <p>Only the hierarchy by which systemd knows processes matters for that; the caller's limits stay
 * in force for conmon on cgroup v1. Only root may move processes there.
 */
public final class MonitorCgroup {
  private static final String HOME = "/kapok/conmon";

  private final Disk disk;
  private final String mountPoint;

  /** Works on the hierarchies at /sys/fs/cgroup. */
  public MonitorCgroup(Disk disk) {
    this(disk, "/sys/fs/cgroup");
  }

  MonitorCgroup(Disk disk, String mountPoint) {
    this.disk = disk;
    this.mountPoint = mountPoint;
  }

  /** Moves a process; one that stays where it is works as well, but for that. */
  public void adopt(int pid) {
    String own = disk.read("/proc/self/cgroup");
    String folder = own == null ? "" : hierarchy(own);
    if (folder.isEmpty()) {
      return;
    }
    try {
      disk.makeFolders(mountPoint + folder + HOME, 0755);
      disk.write(mountPoint + folder + HOME + "/cgroup.procs", Integer.toString(pid), 0644);
    } catch (SyscallException e) {
      // Read-only or not ours, as in a container: the monitor shares our fate then.
      return;
    }
  }

  /**
   * Returns the folder of systemd's hierarchy, from the text of /proc/self/cgroup (cgroups(7));
   * empty where this process is in its root already.
   */
  static String hierarchy(String own) {
    String folder = "";
    int from = 0;
    while (from < own.length()) {
      int newline = own.indexOf('\n', from);
      int end = newline < 0 ? own.length() : newline;
      String line = own.substring(from, end);
      String path = line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1);
      boolean inner = !path.equals("/") && !path.startsWith("/kapok/");
      if (line.contains(":name=systemd:")) {
        return inner ? "/systemd" : "";
      }
      if (line.startsWith("0::") && inner) {
        folder = "/.";
      }
      from = end + 1;
    }
    return folder;
  }
}
