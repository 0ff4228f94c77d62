package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.Pids;

/**
 * Tells whether a monitor can still record how its container ended.
 *
 * <p>After its last word conmon starts the exit command and waits for that. Where the exit file is
 * missing then, because the disk was full, it will not come any more; and the exit command may wait
 * for the very lock that whoever asks here holds.
 */
public final class MonitorProcess {
  private final Pids pids;
  private final Disk disk;

  /** Looks at processes by these. */
  public MonitorProcess(Pids pids, Disk disk) {
    this.pids = pids;
    this.disk = disk;
  }

  /**
   * Returns true as long as an exit file may still appear.
   *
   * @param pid the monitor's
   * @param id the container's
   */
  public boolean watches(int pid, String id) {
    if (pids.startTime(pid) == 0) {
      return false;
    }
    // proc(5): the ids of all children, a blank behind each. Not every kernel has the file.
    String children = disk.read("/proc/" + pid + "/task/" + pid + "/children");
    if (children == null) {
      return true;
    }
    int begin = 0;
    for (int end = children.indexOf(' '); end >= 0; end = children.indexOf(' ', begin)) {
      if (isExitCommand(children.substring(begin, end), id)) {
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  private boolean isExitCommand(String child, String id) {
    String words = disk.read("/proc/" + child + "/cmdline");
    return words != null && words.contains("\0cleanup\0") && words.contains(id);
  }
}
