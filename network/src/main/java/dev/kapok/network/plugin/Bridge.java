package dev.kapok.network.plugin;

import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Sysctl;
import dev.kapok.network.link.Tools;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.RandomId;
import dev.kapok.sys.file.TextFile;
import java.io.File;
import java.util.List;
import java.util.Map;

/**
 * A bridge on the host, which the first container makes and which goes after the last.
 *
 * <p>Who connects to it shares a lock, who takes it away has the lock alone: else a bridge could go
 * just when somebody has connected. Only bridges that were made here go; their alias says so.
 */
final class Bridge {
  private static final String ALIAS = "kapok";
  private static final long LOCK_MILLIS = 60_000;
  private static final int LARGEST_LIST = 1 << 24;

  /** $0 is the bridge. */
  private static final String REMOVE =
      "[ -n \"$(ip -o link show master \"$0\" 2>/dev/null)\" ] || ip link del dev \"$0\"";

  /** $0 is the lock, $1 the bridge, $2 the script above; the shell does not wait for it. */
  private static final String BACKGROUND = "flock -x \"$0\" sh -c \"$2\" \"$1\" &";

  private final Kernel kernel;
  private final Tools tools;
  private final BridgeConf conf;
  private final String lock;

  /**
   * Means a bridge.
   *
   * @param lockFolder made where it is missing
   */
  Bridge(Kernel kernel, Tools tools, BridgeConf conf, String lockFolder) {
    this.kernel = kernel;
    this.tools = tools;
    this.conf = conf;
    this.lock = lockFolder + "/bridge." + conf.bridge();
  }

  /** Has the bridge stay until {@link #release}; returns the lock. */
  int hold() {
    // A folder that cannot be made shows as ENOENT of the lock's file.
    boolean _ = new File(lock).getParentFile().mkdirs();
    int fd = kernel.locks().lock(lock, false, LOCK_MILLIS);
    if (fd < 0) {
      throw new LinkException("lock bridge " + conf.bridge() + ": it is busy since a minute");
    }
    return fd;
  }

  void release(int lockFd) {
    kernel.locks().unlock(lockFd);
  }

  /** Makes the bridge where it is missing; it need not be up yet. Tells whether it was missing. */
  boolean ensure() {
    if (exists()) {
      return false;
    }
    String mtu = conf.mtu() == 0 ? "" : " mtu " + conf.mtu();
    // With an address of its own it keeps the same one when containers come and go.
    LinkBatch batch = new LinkBatch(tools, null);
    batch.add("link add name " + conf.bridge() + mtu + " address " + randomMac() + " type bridge");
    batch.add("link set dev " + conf.bridge() + " alias " + ALIAS);
    LinkBatch.Outcome outcome = batch.attempt();
    // Another container's may have been quicker.
    if (outcome.failed() != null && !outcome.reason().contains("File exists")) {
      throw new LinkException("make bridge " + conf.bridge() + ": " + outcome.reason());
    }
    Sysctl sysctl = new Sysctl();
    String ipv6 = "net/ipv6/conf/" + conf.bridge() + "/";
    sysctl.writeIfThere(ipv6 + "accept_ra", "0");
    return true;
  }

  /** The list is that of this process's namespace; /sys may show another one. */
  private boolean exists() {
    String links = new TextFile(kernel.io()).read("/proc/net/dev", LARGEST_LIST);
    for (int at = links.indexOf(conf.bridge() + ":");
        at > 0;
        at = links.indexOf(conf.bridge() + ":", at + 1)) {
      if (links.charAt(at - 1) <= ' ') {
        return true;
      }
    }
    return false;
  }

  private String randomMac() {
    String hex = new RandomId(kernel.io()).hex(10);
    StringBuilder mac = new StringBuilder("02");
    for (int i = 0; i < hex.length(); i += 2) {
      mac.append(':').append(hex, i, i + 2);
    }
    return mac.toString();
  }

  /** Takes the bridge away if nothing is connected, without waiting for the kernel to be done. */
  void removeIfUnused() {
    LinkBatch batch = new LinkBatch(tools, null);
    batch.add("link show dev " + conf.bridge()).add("link show master " + conf.bridge());
    List<Map<String, Object>> shown = batch.attempt().shown();
    if (shown.size() == 1 && ALIAS.equals(shown.get(0).get("ifalias"))) {
      boolean _ = new File(lock).getParentFile().mkdirs();
      List<String> argv = List.of("sh", "-c", BACKGROUND, lock, conf.bridge(), REMOVE);
      tools.await(tools.start(argv));
    }
  }
}
