package dev.kapok.libpod.conmon;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.Digits;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Signals;
import java.util.ArrayList;
import java.util.List;

/**
 * The monitor of a start whose command was killed, and the runtime that it started.
 *
 * <p>Such a runtime may still be creating the container. Its delete finds nothing then, and the
 * container's first process would appear after it. So both are ended first: what the runtime has
 * made until then it has recorded, or it ends by itself as its other end is gone.
 *
 * <p>Both are known by their words, the container's id and its bundle, and by their owner: whoever
 * likes may have a process of the same words.
 */
public final class AbandonedMonitor {
  private static final long PATIENCE = 10_000;

  /** conmon may fork between a look and a kill. */
  private static final int LOOKS = 20;

  private final Pids pids;
  private final Disk disk;
  private final MonitorProcess monitors;

  /** Finds processes by these. */
  public AbandonedMonitor(Kernel kernel, Disk disk) {
    this.pids = kernel.pids();
    this.disk = disk;
    this.monitors = new MonitorProcess(pids, disk);
  }

  /** Ends what is left; the caller has the container's lock, and nothing of it runs. */
  public void end(String id, String bundle) {
    for (int i = 0; i < LOOKS; i++) {
      List<Integer> found = find(id, bundle);
      if (found.isEmpty()) {
        return;
      }
      for (int j = 0; j < found.size(); j++) {
        pids.kill(found.get(j), Signals.SIGKILL);
      }
      for (int j = 0; j < found.size(); j++) {
        pids.awaitExit(found.get(j), PATIENCE);
      }
    }
  }

  private List<Integer> find(String id, String bundle) {
    List<Integer> found = new ArrayList<>();
    List<String> names = disk.list("/proc");
    for (int i = 0; i < names.size(); i++) {
      int pid = Digits.parse(names.get(i), 9);
      long start = pid <= 0 || pid == pids.self() ? 0 : pids.startTime(pid);
      // A monitor that runs its exit command has come to its end.
      if (start != 0
          && isMeant(pid, id, bundle)
          && monitors.watches(pid, id)
          && pids.startTime(pid) == start) {
        found.add(pid);
      }
    }
    return found;
  }

  /** conmon's words for an exec session have -e among them (conmon(8)). */
  private boolean isMeant(int pid, String id, String bundle) {
    FileStat process = disk.stat("/proc/" + pid);
    if (process == null || process.uid() != pids.uid()) {
      return false;
    }
    String words = disk.read("/proc/" + pid + "/cmdline");
    return words != null
        && words.contains("\0" + id + "\0")
        && words.contains("\0" + bundle + "\0")
        && !words.contains("\0-e\0");
  }
}
