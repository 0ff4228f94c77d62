package dev.kapok.libpod.bundle;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.CgroupPath;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Signals;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cgroup of a container that its runtime does not know: the run folder was lost, or the runtime
 * was killed between making the cgroup and recording it (cgroups(7)).
 *
 * <p>So is that of a pod, which runtimes make on the way to those of its containers.
 *
 * <p>Only with the cgroupfs manager: systemd removes a scope by itself once it is empty, and where
 * the runtime chose the place, nobody knows it any more.
 */
public final class LostCgroup {
  private static final String HIERARCHIES = "/sys/fs/cgroup";
  private static final long PATIENCE = 2_000;
  private static final long POLL = 2;

  private final EngineParts parts;
  private final String hierarchies;

  /** Looks at this host's hierarchies. */
  public LostCgroup(EngineParts parts) {
    this(parts, HIERARCHIES);
  }

  LostCgroup(EngineParts parts, String hierarchies) {
    this.parts = parts;
    this.hierarchies = hierarchies;
  }

  /** Kills what is still in it, and removes it from every hierarchy. */
  void remove(Container container) {
    boolean rootless = parts.config().storage().rootless();
    removeAll(CgroupPath.of(container.config(), parts.config().cgroupManager(), rootless), true);
  }

  /**
   * Removes the cgroup of a pod that has no containers any more; kills nothing, so that one which
   * joins it in this moment makes this fail.
   */
  public void remove(Pod pod) {
    String path = pod.cgroup();
    if (path != null && path.endsWith("/pod-" + pod.id())) {
      removeAll(path, false);
    }
  }

  private void removeAll(@Nullable String path, boolean kills) {
    if (path == null || !path.startsWith("/")) {
      return;
    }
    remove(hierarchies + path, kills);
    List<String> names = parts.disk().list(hierarchies);
    for (int i = 0; i < names.size(); i++) {
      remove(hierarchies + "/" + names.get(i) + path, kills);
    }
  }

  private void remove(String folder, boolean kills) {
    if (!parts.disk().exists(folder)) {
      return;
    }
    List<String> names = parts.disk().list(folder);
    for (int i = 0; i < names.size(); i++) {
      String child = folder + "/" + names.get(i);
      FileStat stat = parts.disk().stat(child);
      if (stat != null && stat.isDirectory()) {
        remove(child, kills);
      }
    }
    if (kills) {
      kill(folder);
    }
    removeEmptied(folder);
  }

  private void kill(String folder) {
    String text = parts.disk().read(folder + "/cgroup.procs");
    int from = 0;
    while (text != null && from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      if (end > from) {
        parts.kernel().pids().kill(Integer.parseInt(text, from, end, 10), Signals.SIGKILL);
      }
      from = end + 1;
    }
  }

  /** Removes a folder; it is busy until its processes are gone. */
  private void removeEmptied(String folder) {
    long waited = 0;
    while (true) {
      try {
        parts.kernel().tree().unlink(FileTree.CWD, folder.getBytes(StandardCharsets.UTF_8), true);
        return;
      } catch (SyscallException e) {
        if (e.errno() == Errno.ENOENT) {
          return;
        }
        if (e.errno() != Errno.EBUSY || waited > PATIENCE) {
          throw e;
        }
      }
      parts.clock().sleep(POLL);
      waited += POLL;
    }
  }
}
