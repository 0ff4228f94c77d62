package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Host;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts from /proc and /sys; every file is read once, and only if somebody asks. */
public final class ProcHostFacts implements HostFacts {
  private static final long CGROUP2_MAGIC = 0x63677270;
  private static final String CGROUPS = "/sys/fs/cgroup";

  private final SmallFiles files;
  private final Mounts mounts;
  private final @Nullable IdMaps ids;
  private @Nullable String status;
  private @Nullable String limits;
  private @Nullable IdMap userMap;
  private @Nullable IdMap groupMap;
  private @Nullable String controllers;
  private @Nullable String mountInfo;
  private @Nullable CgroupMode cgroups;

  /** Asks the kernel through these, for containers in this process's user namespace. */
  public ProcHostFacts(Kernel kernel) {
    this(kernel, null);
  }

  /** Asks for a container in a user namespace that has these ids. */
  public ProcHostFacts(Kernel kernel, @Nullable IdMaps ids) {
    this(new SmallFiles(kernel.io(), kernel.tree()), kernel.mounts(), ids);
  }

  ProcHostFacts(SmallFiles files, Mounts mounts, @Nullable IdMaps ids) {
    this.files = files;
    this.mounts = mounts;
    this.ids = ids;
  }

  @Override
  public CgroupMode cgroups() {
    CgroupMode mode = cgroups;
    if (mode == null) {
      if (isUnified(CGROUPS)) {
        mode = CgroupMode.V2;
      } else {
        mode = isUnified(CGROUPS + "/unified") ? CgroupMode.HYBRID : CgroupMode.V1;
      }
      cgroups = mode;
    }
    return mode;
  }

  @Override
  public boolean controls(String controller) {
    if (cgroups() == CgroupMode.V2) {
      if (controller.equals("swap")) {
        return controls("memory");
      }
      return hasWord(unifiedControllers(), controller);
    }
    if (rootless()) {
      return false;
    }
    return controller.equals("swap")
        ? new File(CGROUPS + "/memory/memory.memsw.limit_in_bytes").exists()
        : new File(CGROUPS + "/" + controller).exists();
  }

  @Override
  public boolean rootless() {
    // The first user namespace maps every id but the last, which stands for "none".
    return userMap().outside(0) < 0 || userMap().size() != IdRange.END;
  }

  @Override
  public boolean hasUser(int uid) {
    if (ids != null) {
      return ids.users().outside(uid) >= 0;
    }
    return userMap().outside(uid) >= 0;
  }

  @Override
  public boolean hasGroup(int gid) {
    if (ids != null) {
      return ids.groups().outside(gid) >= 0;
    }
    IdMap map = groupMap;
    if (map == null) {
      map = IdMap.parse(read("/proc/self/gid_map"));
      groupMap = map;
    }
    return map.outside(gid) >= 0;
  }

  @Override
  public long boundingCapabilities() {
    return capabilities("CapBnd:");
  }

  @Override
  public boolean raisesLimits() {
    return !rootless() && (capabilities("CapEff:") & (1L << Capability.SYS_RESOURCE)) != 0;
  }

  @Override
  public long hardLimit(String name) {
    String text = limits;
    if (text == null) {
      text = read("/proc/self/limits");
      limits = text;
    }
    return LimitsFile.hard(text, name);
  }

  @Override
  public String machine() {
    String arch = System.getProperty("os.arch", "");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  @Override
  public boolean x32() {
    return Host.x32();
  }

  @Override
  public List<String> lockedFlags(String path) {
    if (ids == null && !rootless()) {
      return List.of();
    }
    String text = mountInfo;
    if (text == null) {
      text = read("/proc/self/mountinfo");
      mountInfo = text;
    }
    try {
      return MountInfo.flags(text, new File(path).getCanonicalPath());
    } catch (IOException e) {
      // The runtime will meet the same obstacle and say so.
      return List.of();
    }
  }

  @Override
  public String hostname() {
    return read("/proc/sys/kernel/hostname").trim();
  }

  @Override
  public int oomScoreAdj() {
    return Integer.parseInt(read("/proc/self/oom_score_adj").trim());
  }

  private String unifiedControllers() {
    String known = controllers;
    if (known == null) {
      known = rootless() ? delegatedControllers() : read(CGROUPS + "/cgroup.controllers");
      controllers = known;
    }
    return known;
  }

  /** What lies beneath this process, or beneath the user's systemd, if it is theirs to write. */
  private String delegatedControllers() {
    String uid = Integer.toString(Host.realUid());
    String[] folders = {
      CGROUPS + ownCgroup(), CGROUPS + "/user.slice/user-" + uid + ".slice/user@" + uid + ".service"
    };
    for (String folder : folders) {
      if (new File(folder).canWrite()) {
        return read(folder + "/cgroup.controllers");
      }
    }
    return "";
  }

  private String ownCgroup() {
    String text = read("/proc/self/cgroup");
    int at = text.indexOf("0::");
    int end = at < 0 ? -1 : text.indexOf('\n', at);
    return end < 0 ? "" : text.substring(at + 3, end);
  }

  private static boolean hasWord(String text, String word) {
    String padded = ' ' + text.replace('\n', ' ') + ' ';
    return padded.contains(' ' + word + ' ');
  }

  private long capabilities(String field) {
    String text = status;
    if (text == null) {
      text = read("/proc/self/status");
      status = text;
    }
    int at = text.indexOf(field);
    int end = at < 0 ? -1 : text.indexOf('\n', at);
    if (end < 0) {
      throw new KapokException(
          KapokException.Kind.FAILED, "reading /proc/self/status: it has no " + field);
    }
    return Long.parseUnsignedLong(text.substring(at + field.length(), end).trim(), 16);
  }

  private IdMap userMap() {
    IdMap map = userMap;
    if (map == null) {
      map = IdMap.parse(read("/proc/self/uid_map"));
      userMap = map;
    }
    return map;
  }

  private boolean isUnified(String path) {
    try {
      return mounts.fileSystemType(path) == CGROUP2_MAGIC;
    } catch (SyscallException e) {
      return false;
    }
  }

  private String read(String path) {
    return files.host(path);
  }
}
